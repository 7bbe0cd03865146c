package org.expressway.cli.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Two models side by side: their held-out figures, and their calls on the samples that both were asked about, the one in
 * the open and the other in shadow, or both in shadow at different times.
 *
 * @param bothAsked (sample, stage)s that both have called
 * @param sameCall of those, how many they call the same
 * @param sameHeldOut whether their figures are of the same data; otherwise they are not to be subtracted
 */
public record Comparison(ModelRow first, ModelRow second, int bothAsked, int sameCall, boolean sameHeldOut) {

    public static Comparison of(ModelRow first, ModelRow second, PlatformOptions platform) {
        Map<String, String> mine = new HashMap<>();
        Map<String, String> theirs = new HashMap<>();
        for (Topic<String, Prediction> topic : List.of(Topics.PREDICTION, Topics.SHADOW)) {
            platform.reader(topic).skippingUndecodable().toEnd(read -> {
                note(read.value(), first, mine);
                note(read.value(), second, theirs);
            });
        }
        mine.keySet().retainAll(theirs.keySet());
        int same = (int) mine.entrySet().stream()
                .filter(call -> call.getValue().equals(theirs.get(call.getKey())))
                .count();
        return new Comparison(
                first, second, mine.size(), same, first.dataFingerprint().equals(second.dataFingerprint()));
    }

    private static void note(@Nullable Prediction call, ModelRow model, Map<String, String> calls) {
        if (call != null
                && call.getBundleSha256().equals(model.bundleSha256())
                && !call.getRanked().isEmpty()) {
            String place = Keys.of(call.getSite(), call.getSampleId()) + "/" + call.getStage() + "/" + call.getEpoch();
            calls.put(place, call.getRanked().get(0).getSubtype());
        }
    }
}
