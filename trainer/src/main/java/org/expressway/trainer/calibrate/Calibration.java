package org.expressway.trainer.calibrate;

import java.util.Map;
import java.util.Optional;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.Temperature;

/**
 * How to read a model's probabilities.
 *
 * @param samples that it was learned on, of subjects that the model has not learned from
 * @param temperature learned on FINAL values
 * @param provisionalTemperature learned on values as first served; that of FINAL ones where too few were kept
 * @param sets by stage, FINAL and, where samples were kept as they were first served, PROVISIONAL; sorted by name
 * @param strangeness of corrected values; empty where too few samples were held out
 * @param provisionalStrangeness of values as first served, in the same space; empty where too few were kept
 * @param centroids classes × genes, mean corrected values of each class among the training samples, gaps left out: what an
 *     explanation compares a sample with; NaN where a class or a gene was never seen
 */
public record Calibration(
        int samples,
        Temperature temperature,
        Temperature provisionalTemperature,
        Map<String, LeastAmbiguousSets> sets,
        Optional<Strangeness> strangeness,
        Optional<Strangeness> provisionalStrangeness,
        float[][] centroids) {
    /** Values of a batch that has closed. */
    public static final String FINAL = "FINAL";

    /** Values as first served, before their batch had shown what it is. */
    public static final String PROVISIONAL = "PROVISIONAL";
}
