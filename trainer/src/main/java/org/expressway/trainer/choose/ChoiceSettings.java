package org.expressway.trainer.choose;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.recipe.DenseRecipe;
import org.expressway.trainer.recipe.LogisticRecipe;
import org.expressway.trainer.recipe.Recipe;

/**
 * How a training goes about it.
 *
 * @param recipes what is trained, the baseline first
 * @param shares of subjects on each side
 * @param forced the recipe to release whatever the figures say; empty lets the validation side choose
 * @param referenceSubjects kept on the training side where possible
 * @param lockedSubjects whom the model in service has not seen: the first to be tested on
 */
public record ChoiceSettings(
        List<Recipe> recipes, SplitShares shares, Optional<String> forced, Set<String> referenceSubjects, Set<String> lockedSubjects, long seed) {
    public ChoiceSettings {
        lockedSubjects = Set.copyOf(lockedSubjects);
        recipes = List.copyOf(recipes);
        referenceSubjects = Set.copyOf(referenceSubjects);
        List<String> names = recipes.stream().map(Recipe::name).toList();
        if (names.isEmpty() || forced.map(name -> !names.contains(name)).orElse(false)) {
            throw new IllegalArgumentException("recipe %s is not one of %s".formatted(forced.orElse("(any)"), names));
        }
    }

    /** The logistic baseline and the dense network with their standard settings. */
    public static ChoiceSettings standard(Optional<String> forced, Set<String> referenceSubjects, long seed) {
        return standard(forced, referenceSubjects, Set.of(), seed);
    }

    /** The same, with subjects that are tested on first. */
    public static ChoiceSettings standard(
            Optional<String> forced, Set<String> referenceSubjects, Set<String> lockedSubjects, long seed) {
        return new ChoiceSettings(
                List.of(LogisticRecipe.standard(), DenseRecipe.standard()),
                SplitShares.standard(),
                forced,
                referenceSubjects,
                lockedSubjects,
                seed);
    }
}
