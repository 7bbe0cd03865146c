package org.expressway.trainer.evaluate;

import java.util.List;
import java.util.Map;
import org.expressway.analysis.evaluate.ReliabilityBin;

/**
 * How a recipe did on everything that was held out. Each figure is computed over the pooled held-out samples of a seed, and
 * then averaged over the seeds.
 *
 * @param mean figures by name, after temperature scaling
 * @param sd their standard deviations over the seeds (divisor n − 1; 0 for one seed)
 * @param uncalibrated the means before temperature scaling
 * @param ecePerfect95 95 % quantile of the calibration error that true probabilities would have on these samples
 * @param confusion true class × called class, all seeds together
 * @param byClass one a class
 * @param perFold one a fold and seed
 * @param perSite one a site, seeds pooled; empty without sites
 * @param reliability after temperature scaling, seeds pooled
 * @param temperature mean over folds and seeds
 * @param seconds all trainings took
 */
public record ModelFigures(
        String recipe,
        Map<String, Double> mean,
        Map<String, Double> sd,
        Map<String, Double> uncalibrated,
        double ecePerfect95,
        int[][] confusion,
        List<ClassFigures> byClass,
        List<GroupFigures> perFold,
        List<GroupFigures> perSite,
        List<ReliabilityBin> reliability,
        ConformalFigures conformal,
        double temperature,
        double seconds) {
    /** A figure by its name, such as {@code accuracy}. */
    public double figure(String name) {
        Double value = mean.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no figure " + name + " among " + mean.keySet());
        }
        return value;
    }
}
