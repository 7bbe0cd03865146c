package org.expressway.trainer.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.expressway.trainer.search.SearchSettings;
import org.expressway.trainer.search.SearchSpace;
import org.expressway.trainer.search.SearchedRecipe;
import org.expressway.trainer.settings.Check;
import org.expressway.trainer.settings.InvalidSettings;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.expressway.trainer.settings.SettingsFile;
import org.snakeyaml.engine.v2.nodes.Node;

/** The recipes there are, by name with their standard settings or as a YAML file sets them. */
public final class Recipes {
    private static final String RECIPE = "recipe";
    private static final String SEARCH = "search";

    /** One kind of recipe: what can be set, and what comes of it. */
    private record Kind(List<Setting> schema, Function<Settings, Recipe> recipe) {}

    private static final Map<String, Kind> KINDS = Map.of(
            LogisticRecipe.NAME, new Kind(LogisticRecipe.SCHEMA, LogisticRecipe::of),
            LogisticRecipe.WEIGHTED, new Kind(LogisticRecipe.WEIGHTED_SCHEMA, LogisticRecipe::of),
            DenseRecipe.NAME, new Kind(DenseRecipe.SCHEMA, DenseRecipe::of),
            AutoencoderRecipe.NAME, new Kind(AutoencoderRecipe.SCHEMA, AutoencoderRecipe::of),
            AttentionRecipe.NAME, new Kind(AttentionRecipe.SCHEMA, AttentionRecipe::of));

    private Recipes() {}

    /** The names of all, sorted. */
    public static List<String> names() {
        return KINDS.keySet().stream().sorted().toList();
    }

    /**
     * The recipe of this name with its standard settings.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Recipe named(String name) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("recipe %s: expected one of %s, or a file of settings that ends in .yaml"
                    .formatted(name, String.join(", ", names())));
        }
        return kind.recipe().apply(Settings.standard(kind.schema()));
    }

    /** What a command's option says: a recipe's name, or a file of settings. */
    public static Recipe of(String nameOrFile) throws IOException {
        Path file = Path.of(nameOrFile);
        return nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml") || Files.isRegularFile(file)
                ? read(file)
                : named(nameOrFile);
    }

    /**
     * A recipe as a YAML file sets it: {@code recipe: NAME} and whatever shall differ from the standard. With a section
     * {@code search} it is a recipe that searches each time it is trained.
     *
     * @throws InvalidSettings with all of the file's faults
     * @throws IOException when it cannot be read
     */
    public static Recipe read(Path path) throws IOException {
        SettingsFile file = SettingsFile.read(path);
        Check check = new Check(file);
        Optional<Kind> kind = kind(file, check);
        Optional<Recipe> recipe = kind.flatMap(known -> recipe(known, file, check));
        check.refuseFaults();
        return recipe.orElseThrow();
    }

    private static Optional<Recipe> recipe(Kind kind, SettingsFile file, Check check) {
        Settings settings = check.settings(file.root(), kind.schema(), Set.of(RECIPE, SEARCH));
        GeneSettings.check(settings, file, check);
        Node search = check.entries(file.root()).get(SEARCH);
        Optional<SearchSpace> space =
                search == null ? Optional.empty() : SearchSettings.read(search, kind.schema(), check);
        if (check.foundFaults()) {
            return Optional.empty();
        }
        return Optional.of(space.<Recipe>map(found -> new SearchedRecipe(kind.recipe(), settings, found))
                .orElseGet(() -> kind.recipe().apply(settings)));
    }

    private static Optional<Kind> kind(SettingsFile file, Check check) {
        Node said = check.entries(file.root()).get(RECIPE);
        if (said == null) {
            check.fault(file.root(), "no recipe", "recipe: one of " + String.join(", ", names()));
            return Optional.empty();
        }
        return check.value(new Setting.Choice(RECIPE, "", names()), said).map(KINDS::get);
    }
}
