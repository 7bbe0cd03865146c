package org.expressway.cli.file;

import java.util.List;
import java.util.Locale;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.Mode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a batch and why.
 *
 * @param fit NaN for every gene where nothing was corrected
 */
record Outcome(String batch, Mode mode, String reason, int samples, int studySamples, int controls, BatchFit fit) {
    /** As a line of JSON; NaN is null there. */
    String json() {
        double sd = fit.meanPosteriorSd();
        return Json.line(new Row(
                batch,
                mode.name(),
                samples,
                studySamples,
                controls,
                fit.correctedGenes(),
                fit.iterations(),
                Double.isNaN(sd) ? null : sd,
                reason));
    }

    /** For people. */
    static Table table(List<Outcome> outcomes) {
        Table table = new Table("batch", "mode", "study", "controls", "genes", "posterior sd", "why");
        for (Outcome one : outcomes) {
            double sd = one.fit.meanPosteriorSd();
            table.row(
                    one.batch,
                    one.mode,
                    one.studySamples,
                    one.controls,
                    one.fit.correctedGenes(),
                    Double.isNaN(sd) ? "-" : String.format(Locale.ROOT, "%.3f", sd),
                    one.reason);
        }
        return table;
    }

    /** The figures that a program asks for. */
    record Row(
            String batch,
            String mode,
            int samples,
            int studySamples,
            int controls,
            int correctedGenes,
            int iterations,
            @Nullable Double meanPosteriorSd,
            String reason) {}
}
