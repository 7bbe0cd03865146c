package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.PredictionSet;
import org.expressway.trainer.cohort.Fold;
import org.expressway.trainer.cohort.Profiles;

/**
 * What models of one seed's folds say of the samples they have not seen.
 *
 * @param folds in their order
 * @param foldOf per sample the fold it was held out in, −1 for never
 * @param raw per sample the model's probabilities; of a sample never held out none
 * @param scaled the same after temperature scaling
 * @param sets per sample its conformal set
 * @param temperatures one a fold
 */
record HeldOut(
        List<Fold> folds,
        int[] foldOf,
        double[][] raw,
        double[][] scaled,
        PredictionSet[] sets,
        double[] temperatures) {
    static HeldOut empty(List<Fold> folds, int samples) {
        int[] foldOf = new int[samples];
        Arrays.fill(foldOf, -1);
        return new HeldOut(
                folds,
                foldOf,
                new double[samples][],
                new double[samples][],
                new PredictionSet[samples],
                new double[folds.size()]);
    }

    /** Keeps what a fold's model says of the fold's test side. */
    void add(int fold, CalibratedModel model, int[] test, Profiles rows) {
        double[][] p = model.model().probabilities(rows);
        temperatures[fold] = model.temperature().value();
        for (int i = 0; i < test.length; i++) {
            foldOf[test[i]] = fold;
            raw[test[i]] = p[i];
            scaled[test[i]] = model.temperature().apply(p[i]);
            sets[test[i]] = model.sets().set(scaled[test[i]]);
        }
    }

    /** Samples that were held out, ascending. */
    int[] samples() {
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] >= 0).toArray();
    }

    double[][] scaled(int[] samples) {
        return IntStream.of(samples).mapToObj(i -> scaled[i]).toArray(double[][]::new);
    }

    double[][] raw(int[] samples) {
        return IntStream.of(samples).mapToObj(i -> raw[i]).toArray(double[][]::new);
    }
}
