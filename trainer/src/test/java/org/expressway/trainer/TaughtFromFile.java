package org.expressway.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.expressway.trainer.calibrate.Calibration;
import org.expressway.trainer.calibrate.Calibrator;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.choose.ChoiceSettings;
import org.expressway.trainer.choose.ModelChoice;
import org.expressway.trainer.cohort.FirstValues;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.store.StoredCohort;

/**
 * Teaches a recipe and the baseline on samples in a store's file, exports and calibrates, in a process of its own: FOLDER SAMPLES
 * GENES RECIPE. Says a line for each model.
 */
final class TaughtFromFile {
    private TaughtFromFile() {}

    public static void main(String[] args) throws IOException {
        TrainingSet set = StoredCohort.of(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        try {
            teach(set, Recipes.of(args[3]));
        } catch (UnfitTrainingSet e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static void teach(TrainingSet set, Recipe recipe) {
        ChoiceSettings settings = ChoiceSettings.of(Optional.of(recipe), Optional.empty(), Set.of(), Set.of(), 1);
        Choice choice = ModelChoice.of(set, settings, Progress.silent());
        Calibration calibration = Calibrator.of(
                choice.released(), set, choice.split().train(), choice.split().test(), FirstValues.none(set.samples()));
        for (Candidate candidate : choice.candidates()) {
            System.out.printf(
                    Locale.ROOT,
                    "%s %.3f %s%n",
                    candidate.recipe().name(),
                    candidate.test().accuracy(),
                    calibration.strangeness().isPresent());
        }
    }
}
