package org.expressway.trainer.evaluate;

import org.expressway.analysis.evaluate.Metrics;

/**
 * Figures of a part of the samples: a fold or a site.
 *
 * @param seed whose folds these are; 0 where all seeds were pooled
 * @param samples held out, over all seeds pooled
 * @param coverage share of them whose class is in the conformal set
 */
public record GroupFigures(
        String name,
        long seed,
        int samples,
        double accuracy,
        double balancedAccuracy,
        double macroF1,
        double logLoss,
        double coverage) {
    static GroupFigures of(String name, long seed, Metrics metrics, double coverage) {
        return new GroupFigures(
                name,
                seed,
                metrics.samples(),
                metrics.accuracy(),
                metrics.balancedAccuracy(),
                metrics.macroF1(),
                metrics.logLoss(),
                coverage);
    }
}
