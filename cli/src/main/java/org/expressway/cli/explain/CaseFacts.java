package org.expressway.cli.explain;

import java.util.ArrayList;
import java.util.List;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.jspecify.annotations.Nullable;

/** What is known of a case beside the call: quality, correction, provenance. */
final class CaseFacts {
    private static final String GONE = "the corrected sample is no longer in Kafka";

    private final Prediction prediction;
    private final @Nullable CorrectedSample sample;
    private final @Nullable ModelBundle bundle;

    CaseFacts(ExplainedCase one) {
        this.prediction = one.prediction();
        this.sample = one.corrected();
        this.bundle = one.bundle();
    }

    void quality(Html page) {
        if (!prediction.getFlags().isEmpty()) {
            page.text("p", "note", "Flags:").items(prediction.getFlags());
        }
        if (sample == null) {
            page.text("p", "note", GONE + "; its checks cannot be shown.");
            return;
        }
        if (sample.getQc().isEmpty()) {
            page.text("p", "note", "No checks were made.");
            return;
        }
        page.table(
                List.of("check", "measured", "limit", "outcome", "in words"),
                sample.getQc().stream()
                        .map(verdict -> List.of(
                                verdict.getCheck(),
                                Words.number(verdict.getValue()),
                                Words.number(verdict.getThreshold()),
                                verdict.getOutcome().name(),
                                verdict.getReason()))
                        .toList());
    }

    List<String[]> correction() {
        List<String[]> rows = new ArrayList<>();
        rows.add(
                pair("mode", prediction.getCorrectionMode() + ": " + Words.correction(prediction.getCorrectionMode())));
        if (sample == null) {
            rows.add(pair("more", GONE));
            return rows;
        }
        CorrectionSummary correction = sample.getCorrection();
        Double sd = correction.getMeanPosteriorSd();
        rows.add(pair("samples behind the fit", Integer.toString(correction.getSamples())));
        rows.add(pair(
                "uncertainty of the shift",
                sd == null
                        ? "not known in this mode"
                        : Words.number(sd) + " reference standard deviations (mean posterior sd over genes)"));
        if (!correction.getReason().isEmpty()) {
            rows.add(pair("why this mode", correction.getReason()));
        }
        return rows;
    }

    List<String[]> provenance() {
        List<String[]> rows = new ArrayList<>();
        rows.add(pair("prediction", prediction.getId()));
        rows.add(pair("scored at", String.valueOf(prediction.getTimes().getScoredAt())));
        rows.add(pair("reference", prediction.getReferenceId() + ", epoch " + prediction.getEpoch()));
        rows.add(pair("fit", prediction.getFitId() == null ? "none" : prediction.getFitId()));
        rows.add(pair("model bundle", prediction.getBundleSha256().isEmpty() ? "none" : prediction.getBundleSha256()));
        if (bundle != null) {
            rows.add(pair("recipe", bundle.getRecipe()));
            rows.add(pair("subtypes taught", String.join(", ", bundle.getClasses())));
            rows.add(pair("calibrated on", bundle.getCalibrationSamples() + " samples of subjects it had not seen"));
        }
        rows.add(pair("raw record", place(prediction.getOrigin())));
        rows.add(pair("corrected record", place(prediction.getCorrectedOrigin())));
        rows.add(pair(
                "computed by",
                prediction.getRuntime().getRuntime() + " on "
                        + prediction.getRuntime().getCpu()));
        return rows;
    }

    private static String place(Origin origin) {
        return origin.getTopic() + ", partition " + origin.getPartition() + ", offset " + origin.getOffset();
    }

    private static String[] pair(String what, String value) {
        return new String[] {what, value};
    }
}
