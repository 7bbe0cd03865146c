package org.expressway.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.Prediction;
import org.jspecify.annotations.Nullable;

/** What speaks against a call or makes it less sure: every reason, the correction's error, strangeness, and whether it may be reported. */
final class CaseDoubt {
    private final Prediction prediction;

    CaseDoubt(Prediction prediction) {
        this.prediction = prediction;
    }

    /** The weightiest first. A record of an earlier version names one alone. */
    List<AbstentionReason> reasons() {
        AbstentionReason first = prediction.getAbstention();
        List<AbstentionReason> all = new ArrayList<>(prediction.getAbstentions());
        if (first != null && !all.contains(first)) {
            all.add(0, first);
        }
        return all;
    }

    /** What it is, and what it is in words. */
    List<String[]> rows() {
        List<String[]> rows = new ArrayList<>();
        rows.add(pair("reportable", prediction.getReportable() ? "yes" : "no"));
        String which = "abstained";
        for (AbstentionReason reason : reasons()) {
            rows.add(pair(which, reason + ": " + Words.abstention(reason)));
            which = "and";
        }
        if (prediction.getAtypical()) {
            rows.add(pair(
                    "atypical", "no subtype was likely enough for the conformal set; the most probable stands in it"));
        }
        correctionsError(rows);
        strangeness(rows);
        return rows;
    }

    private void correctionsError(List<String[]> rows) {
        Double sd = prediction.getTopProbabilitySd();
        Double marginSd = prediction.getMarginSd();
        Double change = prediction.getCallChangeProbability();
        if (sd == null || marginSd == null || change == null) {
            rows.add(pair("correction's error", "nothing is known that reaches the call"));
            return;
        }
        rows.add(pair(
                "correction's error",
                "moves the first probability by %s and the margin by %s (1 sd); another call with a probability of at most %s"
                        .formatted(Words.percent(sd), Words.percent(marginSd), Words.percent(change))));
    }

    private void strangeness(List<String[]> rows) {
        Double both = prediction.getOutOfDistribution();
        Double energy = prediction.getReconstructionTail();
        Double distance = prediction.getLatentTail();
        if (both == null || energy == null || distance == null) {
            rows.add(pair("strangeness", "not measured: the model does not know what is usual"));
            return;
        }
        rows.add(pair(
                "strangeness",
                "a usual sample is as strange with probability %s (outside of the model's axes %s, far from every class %s)"
                        .formatted(Words.percent(both), Words.percent(energy), Words.percent(distance))));
    }

    void into(Map<String, @Nullable Object> json) {
        json.put("reportable", prediction.getReportable());
        AbstentionReason first = prediction.getAbstention();
        json.put("abstention", first == null ? null : first.name());
        json.put("abstentions", reasons().stream().map(Enum::name).toList());
        json.put("atypical", prediction.getAtypical());
        json.put("conformalAlpha", prediction.getConformalAlpha());
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("topProbabilitySd", prediction.getTopProbabilitySd());
        error.put("marginSd", prediction.getMarginSd());
        error.put("callChangeProbability", prediction.getCallChangeProbability());
        json.put("correctionError", error);
        Map<String, @Nullable Object> tails = new LinkedHashMap<>();
        tails.put("outOfDistribution", prediction.getOutOfDistribution());
        tails.put("reconstructionTail", prediction.getReconstructionTail());
        tails.put("latentTail", prediction.getLatentTail());
        json.put("strangeness", tails);
    }

    private static String[] pair(String what, String value) {
        return new String[] {what, value};
    }
}
