package org.expressway.trainer.calibrate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.trainer.cohort.FirstValues;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.Sides;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * Calibrates a trained model on subjects it has not seen.
 *
 * <p>The temperature and the thresholds come from the same samples. One number for all of them moves the thresholds'
 * exchangeability by no more than one sample in n does, and parting a small side once more would cost more than that.
 */
public final class Calibrator {
    /** Share of samples whose class may lie outside of their set. */
    public static final double ALPHA = .05;

    /** Held-out samples below which nothing is said about strangeness: a tail of 1/20 could not be seen. */
    private static final int FEWEST_FOR_STRANGENESS = 19;

    private Calibrator() {}

    /**
     * Calibrates.
     *
     * @param learned samples that the model has learned from, whether to fit or to know when to stop
     * @param heldOut samples of other subjects
     * @param firstServed what samples of the set were first served with
     * @throws org.expressway.trainer.cohort.UnfitTrainingSet when a subject stands on both sides
     */
    public static Calibration of(
            TrainedModel model, TrainingSet set, int[] learned, int[] heldOut, FirstValues firstServed) {
        Sides.requireStrangers(set, learned, heldOut);
        int[] y = set.labels(heldOut);
        int classes = set.classes().size();
        double[][] p = model.probabilities(set.rows(heldOut));
        Temperature temperature = Temperature.of(p, y);
        Map<String, LeastAmbiguousSets> sets = new TreeMap<>();
        sets.put(Calibration.FINAL, LeastAmbiguousSets.of(temperature.apply(p), y, classes, ALPHA));
        int[] served = firstServed.among(heldOut);
        Profiles rows = firstServed.of(served);
        Temperature provisional = temperature;
        if (served.length > 0) {
            double[][] first = model.probabilities(rows);
            provisional = served.length < Temperature.FEWEST ? temperature : Temperature.of(first, set.labels(served));
            sets.put(
                    Calibration.PROVISIONAL,
                    LeastAmbiguousSets.of(provisional.apply(first), set.labels(served), classes, ALPHA));
        }
        Optional<Strangeness> strangeness = strangeness(set, learned, heldOut);
        Optional<Strangeness> strangenessOfServed = served.length < FEWEST_FOR_STRANGENESS
                ? Optional.empty()
                : strangeness.map(usual -> Strangeness.of(usual.space(), rows));
        return new Calibration(
                heldOut.length,
                temperature,
                provisional,
                sets,
                strangeness,
                strangenessOfServed,
                centroids(set, learned));
    }

    private static Optional<Strangeness> strangeness(TrainingSet set, int[] learned, int[] heldOut) {
        if (heldOut.length < FEWEST_FOR_STRANGENESS || learned.length < 2) {
            return Optional.empty();
        }
        LatentSpace space = LatentSpace.of(
                set.rows(learned), set.labels(learned), set.classes().size());
        return Optional.of(Strangeness.of(space, set.rows(heldOut)));
    }

    private static float[][] centroids(TrainingSet set, int[] learned) {
        double[][] sums = new double[set.classes().size()][set.genes()];
        int[][] n = new int[sums.length][set.genes()];
        for (int i : learned) {
            float[] row = set.x().get(i);
            for (int g = 0; g < row.length; g++) {
                if (!Float.isNaN(row[g])) {
                    sums[set.y()[i]][g] += row[g];
                    n[set.y()[i]][g]++;
                }
            }
        }
        float[][] centroids = new float[sums.length][set.genes()];
        for (int c = 0; c < sums.length; c++) {
            for (int g = 0; g < sums[c].length; g++) {
                centroids[c][g] = n[c][g] == 0 ? Float.NaN : (float) (sums[c][g] / n[c][g]);
            }
        }
        return centroids;
    }
}
