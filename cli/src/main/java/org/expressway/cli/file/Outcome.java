package org.expressway.cli.file;

import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.Mode;

/**
 * What was done to a batch and why.
 *
 * @param fit NaN for every gene where nothing was corrected
 */
record Outcome(String batch, Mode mode, String reason, int samples, int studySamples, int controls, BatchFit fit) {
    /** As a line of JSON; NaN is null there. */
    Row row() {
        double sd = fit.meanPosteriorSd();
        return new Row(
                batch,
                mode.name(),
                samples,
                studySamples,
                controls,
                fit.correctedGenes(),
                fit.iterations(),
                Double.isNaN(sd) ? null : sd,
                reason);
    }

    /** The figures that a person or a program asks for. */
    record Row(
            String batch,
            String mode,
            int samples,
            int studySamples,
            int controls,
            int correctedGenes,
            int iterations,
            @org.jspecify.annotations.Nullable Double meanPosteriorSd,
            String reason) {}
}
