package org.expressway.cli.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demo found.
 *
 * @param accuracyProvisional of the first prediction of each streamed sample against its truth
 * @param accuracyCorrected of the settled (FINAL or LATE) prediction
 * @param shareAbstained settled predictions that give no call, of all settled ones
 * @param accuracyReported of the settled predictions that may be reported; null where none may
 * @param accuracyUncorrected of the same model on the same samples, normalised and not corrected
 * @param accuracyWithoutBatchEffect of the same model had no site an effect; null for real data
 * @param correctionModes settled predictions by the correction of their sample
 * @param lotChange what the charts said of a new reagent lot; null where none was simulated
 */
record DemoReport(
        String cohort,
        boolean simulated,
        int samplesPublished,
        int samplesStreamed,
        int predictions,
        int rejected,
        Map<String, Integer> rejectedByReason,
        double accuracyProvisional,
        double accuracyUncorrected,
        double accuracyCorrected,
        double shareAbstained,
        @Nullable Double accuracyReported,
        @Nullable Double accuracyWithoutBatchEffect,
        Map<String, Integer> correctionModes,
        LotChange.@Nullable Found lotChange,
        double latencyMillisP50,
        double latencyMillisP99,
        double firstPredictionSeconds,
        double totalSeconds,
        int releases,
        String recipe,
        Map<String, Double> heldOutAccuracy,
        List<String> referenceBatches,
        String dataDir) {

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(simulated ? "SIMULATED DATA: the figures show the platform, not patients.\n" : "");
        line(text, "samples published / streamed", "%,d / %,d".formatted(samplesPublished, samplesStreamed));
        line(text, "predictions / rejected", "%,d / %,d %s".formatted(predictions, rejected, rejectedByReason));
        line(text, "model (held-out subjects of the history)", recipe + " " + heldOutAccuracy);
        line(text, "correction of the streamed samples", correctionModes.toString());
        line(text, "accuracy of the streamed samples", "");
        line(text, "    same model, uncorrected", share(accuracyUncorrected));
        line(text, "    PROVISIONAL, as first seen", share(accuracyProvisional));
        line(text, "    settled (FINAL or LATE)", share(accuracyCorrected));
        line(text, "    of those that may be reported", accuracyReported == null ? "none" : share(accuracyReported));
        line(text, "    share without a call (abstained)", share(shareAbstained));
        if (accuracyWithoutBatchEffect != null) {
            line(text, "    had there been no batch effect", share(accuracyWithoutBatchEffect));
        }
        if (lotChange != null) {
            line(text, "a new reagent lot after sample %d".formatted(lotChange.after()), lotChange.text());
        }
        line(
                text,
                "append to first visible prediction",
                "p50 %.0f ms, p99 %.0f ms".formatted(latencyMillisP50, latencyMillisP99));
        line(text, "first prediction / whole run", "%.1f s / %.1f s".formatted(firstPredictionSeconds, totalSeconds));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("%-44s %s%n".formatted(what, value));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
