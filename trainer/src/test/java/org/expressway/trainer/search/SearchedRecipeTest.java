package org.expressway.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.recipe.TrainedModel;
import org.expressway.trainer.settings.InvalidSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchedRecipeTest {
    private static final TrainingSet SET = SimulatedSamples.of(120, 60, 3, 1, 4);
    private static final Split SPLIT = SubjectSplit.of(SET, SplitShares.standard(), Set.of(), 4);

    @TempDir
    Path folder;

    @Test
    void aJournalledSearchGoesOnWhereItWasAndRepeatsNothing() throws IOException {
        Trials first = new Trials();
        byte[] whole = OnnxWriter.write(recipe().train(SET, SPLIT, 7, first));
        List<String> lines = Files.readAllLines(journal());
        assertThat(lines).hasSize(1 + first.losses.size());

        // As a kill in the middle leaves it: six trials, and half of a seventh line.
        Files.writeString(
                journal(),
                String.join("\n", lines.subList(0, 7)) + "\n" + lines.get(7).substring(0, 20));
        Trials second = new Trials();
        byte[] resumed = OnnxWriter.write(recipe().train(SET, SPLIT, 7, second));

        assertThat(second.losses).hasSize(first.losses.size() - 6);
        assertThat(second.losses).isEqualTo(first.losses.subList(6, first.losses.size()));
        assertThat(resumed).isEqualTo(whole);
        assertThat(Files.readAllLines(journal())).hasSameSizeAs(lines);
    }

    @Test
    void valuesAndLabelsOfValidationAndTestDoNotChangeWhatIsFound() throws IOException {
        TrainingSet spoilt = spoiltOutsideTraining();
        byte[] clean = OnnxWriter.write(recipe().train(SET, SPLIT, 7, Progress.silent()));
        byte[] other = OnnxWriter.write(recipe().train(spoilt, SPLIT, 7, Progress.silent()));

        assertThat(other).isEqualTo(clean);
        assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".jsonl")))
                .as("it was one and the same search")
                .hasSize(1);
    }

    @Test
    void anotherSeedOrOtherDataAreAnotherSearch() throws IOException {
        recipe().train(SET, SPLIT, 7, Progress.silent());
        recipe().train(SET, SPLIT, 8, Progress.silent());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(2);
        }
    }

    @Test
    void whatSomethingElseWroteIsRefusedWithItsLine() throws IOException {
        recipe().train(SET, SPLIT, 7, Progress.silent());
        Files.writeString(journal(), "{\"what\": 1}\n", StandardOpenOption.APPEND);
        long lines = Files.readAllLines(journal()).size();
        assertThatThrownBy(() -> recipe().train(SET, SPLIT, 7, Progress.silent()))
                .hasMessageContaining("line " + lines)
                .hasMessageContaining("remove the file");
    }

    @Test
    void theModelSaysWhatWasFound() throws IOException {
        TrainedModel model = recipe().train(SET, SPLIT, 7, Progress.silent());
        assertThat(model.settings()).containsEntry("search.candidates", "6").containsKeys("search.logLoss", "cost");
        String weights = model.settings().get("classWeights");
        assertThat(model.recipe())
                .as("found with class weights %s", weights)
                .isEqualTo("none".equals(weights) ? "logistic" : "logistic-weighted");
    }

    @Test
    void faultsOfTheSearchAreReportedWithTheOthers() {
        assertThatThrownBy(() -> read("""
                        recipe: dense
                        batch: no
                        search:
                          trails: 3
                          ranges:
                            learningRate: {from: 1, to: 1e-4, scale: log}
                            dropout: {from: 0, to: .5, scale: log}
                            first: [64, 0]
                            nothing: [1]
                            weightDecay: {from: 0}
                        """))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        thrown -> assertThat(thrown.faults())
                                .extracting(fault -> fault.line())
                                .containsExactly(2, 4, 6, 7, 8, 9, 10));
    }

    private TrainingSet spoiltOutsideTraining() {
        float[][] x = SET.x().toArray(float[][]::new);
        int[] y = SET.y().clone();
        for (int[] side : List.of(SPLIT.validation(), SPLIT.test())) {
            for (int i : side) {
                x[i] = new float[SET.genes()];
                y[i] = (y[i] + 1) % 3;
            }
        }
        return new TrainingSet(x, y, SET.classes(), SET.subjects(), SET.keys());
    }

    private Path journal() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Recipe recipe() throws IOException {
        return read("""
                recipe: logistic
                costs: [.01, 1]
                search:
                  trials: 6
                  journal: .
                  ranges:
                    genes: [all, mostVariable]
                    topGenes: {from: 5, to: 60, scale: log}
                    classWeights: [none, balanced]
                """);
    }

    private Recipe read(String yaml) throws IOException {
        return Recipes.read(Files.writeString(folder.resolve("recipe.yaml"), yaml));
    }

    private static final class Trials implements Progress {
        private final List<Double> losses = new ArrayList<>();

        @Override
        public void epoch(String recipe, int epoch, double train, double validation, double seconds) {}

        @Override
        public void trial(String recipe, int trial, double logLoss, double least, double seconds) {
            losses.add(logLoss);
        }
    }
}
