package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.settings.Fault;
import org.expressway.trainer.settings.InvalidSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("names")
    void everyNameAloneIsARecipeAndAWholeFile(String name) throws IOException {
        assertThat(read("recipe: " + name)).isEqualTo(Recipes.named(name));
        assertThat(Recipes.of(name).name()).isEqualTo(name);
    }

    static List<String> names() {
        return Recipes.names();
    }

    @Test
    void aFileChangesWhatItNamesAndLeavesTheRest() throws IOException {
        LogisticRecipe read = (LogisticRecipe)
                read("recipe: logistic\nclassWeights: balanced\ngenes: mostVariable\ntopGenes: 50\ncosts: [1, .5]\n");
        LogisticRecipe standard = LogisticRecipe.standard();

        assertThat(read.weights()).isEqualTo(ClassWeights.BALANCED);
        assertThat(read.genes()).isEqualTo(new GeneChoice.MostVariable(50));
        assertThat(read.costs()).containsExactly(.5, 1.);
        assertThat(read.folds()).isEqualTo(standard.folds());
        assertThat(read.tuneBy()).isEqualTo(standard.tuneBy());
    }

    @Test
    void allFaultsAreReportedAtOnceWithLineSeenAndExpected() {
        List<Fault> faults = faults("recipe: dense\nfirts: 64\ndropout: 1.5\nbatch: \"64\"\nsecond: [1]\nsecond: 2\n");

        assertThat(faults).extracting(Fault::line).containsExactly(2, 3, 4, 5, 6);
        assertThat(faults)
                .extracting(Fault::seen)
                .containsExactly("the key firts", "dropout: 1.5", "batch: \"64\"", "second: [1]", "second once more");
        assertThat(faults.get(1).expected()).isEqualTo("a number from 0 to 0.95");
        assertThat(faults.get(2).expected()).isEqualTo("a whole number from 1 to 4096");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- logistic",
                "recipe: [",
                "recipe: random-forest",
                "folds: 3",
                "recipe: &a logistic\nfolds: *b",
                "recipe: !!java.net.URL [\"http://127.0.0.1\"]",
                "recipe: logistic\nfolds: 3.5",
                "recipe: logistic\nfolds: .inf",
                "recipe: logistic\ncosts: []",
                "recipe: logistic\ncosts: [1, two]",
                "recipe: logistic\ngenes: list",
                "recipe: logistic\ngenes: list\ngeneList: nowhere.txt",
                "recipe: logistic\n---\nrecipe: dense",
                "recipe: logistic\nfolds: 99999999999999999999"
            })
    void whatIsNoFileOfSettingsIsRefusedWithItsName(String yaml) {
        assertThat(faults(yaml)).isNotEmpty();
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining("recipe.yaml").hasMessageContaining("expected");
    }

    @Test
    void aFileWithoutAnEndIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("recipe.yaml");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Recipes.read(file)).hasMessageContaining("more than a megabyte");
    }

    @Test
    void aGeneListStandsWhereTheFileSays() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "# chosen by hand\nTP53\n\nESR1 # oestrogen receptor\n");
        LogisticRecipe read = (LogisticRecipe) read("recipe: logistic\ngenes: list\ngeneList: mine.txt");
        assertThat(read.genes()).isEqualTo(new GeneChoice.Listed(List.of("TP53", "ESR1")));
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Recipes.named("forest"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("forest")
                .hasMessageContaining("attention, autoencoder, dense, logistic");
    }

    private List<Fault> faults(String yaml) {
        return catchThrowableOfType(InvalidSettings.class, () -> read(yaml)).faults();
    }

    private Recipe read(String yaml) throws IOException {
        return Recipes.read(Files.writeString(folder.resolve("recipe.yaml"), yaml));
    }
}
