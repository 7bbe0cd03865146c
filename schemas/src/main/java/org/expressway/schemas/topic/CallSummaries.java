package org.expressway.schemas.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CallSummary;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;
import org.jspecify.annotations.Nullable;

/** What of a prediction makes the call, and when two calls are the same. */
public final class CallSummaries {
    /** Other processors may give other last digits: the design allows 1e-5 for the same score. */
    public static final double ROUNDING = 1e-5;

    private CallSummaries() {}

    /** @param value of the prediction's record, as it stands in its topic */
    public static CallSummary of(Prediction prediction, byte[] value) {
        return CallSummary.newBuilder()
                .setPredictionId(prediction.getId())
                .setPredictionSha256(Sha256.of(value))
                .setStage(prediction.getStage())
                .setReferenceId(prediction.getReferenceId())
                .setEpoch(prediction.getEpoch())
                .setBundleSha256(prediction.getBundleSha256())
                .setRanked(prediction.getRanked())
                .setAbstention(prediction.getAbstention())
                .build();
    }

    /** The most probable subtype; empty where there is none. */
    public static String top(CallSummary call) {
        return call.getRanked().isEmpty() ? "" : call.getRanked().get(0).getSubtype();
    }

    /**
     * What a reader of the first call would want to know of the second: another subtype, an abstention that came, went or has
     * another reason, or a probability that differs by more than {@link #ROUNDING}. Empty where it is the same call,
     * whatever else of the predictions differs.
     */
    public static List<String> changes(CallSummary before, CallSummary after) {
        List<String> changes = new ArrayList<>();
        if (!top(before).equals(top(after))) {
            changes.add("call " + named(top(before)) + " is " + named(top(after)) + " now");
        }
        if (before.getAbstention() != after.getAbstention()) {
            changes.add("abstention " + named(before.getAbstention()) + " is " + named(after.getAbstention()) + " now");
        }
        double largest = largestShift(before, after);
        if (largest > ROUNDING) {
            changes.add(String.format(Locale.ROOT, "probabilities differ by up to %.5f", largest));
        }
        return changes;
    }

    private static double largestShift(CallSummary before, CallSummary after) {
        Map<String, Double> shifts = new HashMap<>();
        for (SubtypeProbability each : before.getRanked()) {
            shifts.merge(each.getSubtype(), each.getProbability(), Double::sum);
        }
        for (SubtypeProbability each : after.getRanked()) {
            shifts.merge(each.getSubtype(), -each.getProbability(), Double::sum);
        }
        return shifts.values().stream().mapToDouble(Math::abs).max().orElse(0);
    }

    private static String named(@Nullable Object what) {
        return what == null || what.toString().isEmpty() ? "none" : what.toString();
    }
}
