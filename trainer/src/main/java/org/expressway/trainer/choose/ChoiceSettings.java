package org.expressway.trainer.choose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;

/**
 * How a training goes about it.
 *
 * @param recipes what is trained, the baseline first
 * @param shares of subjects on each side
 * @param forced the recipe to nominate whatever the validation side says; empty lets it choose
 * @param referenceSubjects kept on the training side where possible
 * @param lockedSubjects whom the model in service has not seen: the first to be tested on
 */
public record ChoiceSettings(
        List<Recipe> recipes,
        SplitShares shares,
        Optional<Recipe> forced,
        Set<String> referenceSubjects,
        Set<String> lockedSubjects,
        long seed) {
    private static final String BASELINE = "logistic";
    private static final String OTHER = "dense";

    public ChoiceSettings {
        recipes = List.copyOf(recipes);
        referenceSubjects = Set.copyOf(referenceSubjects);
        lockedSubjects = Set.copyOf(lockedSubjects);
        if (recipes.isEmpty() || !forced.map(recipes::contains).orElse(true)) {
            throw new IllegalArgumentException("recipe %s is not one of %s"
                    .formatted(
                            forced.map(Recipe::name).orElse("(any)"),
                            recipes.stream().map(Recipe::name).toList()));
        }
    }

    /** The logistic baseline and the dense network with their standard settings; or the baseline and what is forced. */
    public static ChoiceSettings standard(Optional<String> forced, Set<String> referenceSubjects, long seed) {
        return of(forced.map(Recipes::named), Optional.empty(), referenceSubjects, Set.of(), seed);
    }

    /** @param incumbent name of the champion's recipe, which is taught as well, to be compared with */
    public static ChoiceSettings of(
            Optional<Recipe> forced,
            Optional<String> incumbent,
            Set<String> referenceSubjects,
            Set<String> lockedSubjects,
            long seed) {
        List<Recipe> recipes = new ArrayList<>(List.of(Recipes.named(BASELINE)));
        Recipe other = forced.orElseGet(() -> Recipes.named(OTHER));
        if (!recipes.contains(other)) {
            recipes.add(other);
        }
        incumbent
                .filter(name ->
                        recipes.stream().noneMatch(recipe -> recipe.name().equals(name)))
                .filter(Recipes.names()::contains)
                .map(Recipes::named)
                .ifPresent(recipes::add);
        return new ChoiceSettings(recipes, SplitShares.standard(), forced, referenceSubjects, lockedSubjects, seed);
    }
}
