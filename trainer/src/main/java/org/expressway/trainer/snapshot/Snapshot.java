package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.snapshot.SettledSamples.Settled;
import org.expressway.trainer.topic.Endpoints;

/**
 * The labelled samples at one moment.
 *
 * @param set the samples, sorted by key
 * @param labels how many labels there were; those without a settled sample are not in the set
 * @param fingerprint SHA-256 over all that a model learned from the set depends on
 */
public record Snapshot(ActiveReference reference, TrainingSet set, int labels, String fingerprint) {
    /** Reads the topics to their present ends. */
    public static Snapshot read(Endpoints endpoints) throws IOException {
        ActiveReference reference = ActiveReference.read(endpoints);
        Map<String, String> labels = new TreeMap<>();
        endpoints.reader(Topics.LABEL).skippingUndecodable().toEnd(read -> {
            Label label = read.value();
            if (label == null) {
                labels.remove(read.key());
            } else {
                labels.put(read.key(), label.getSubtype());
            }
        });
        SettledSamples samples = new SettledSamples(reference.referenceId(), labels);
        endpoints.reader(Topics.CORRECTED).toEnd(read -> samples.take(read.key(), read.value()));
        return of(reference, samples.byKey(), labels);
    }

    static Snapshot of(ActiveReference reference, Map<String, Settled> samples, Map<String, String> labels) {
        List<String> keys = List.copyOf(samples.keySet());
        List<String> subtypes = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        float[][] values = new float[keys.size()][];
        samples.forEach((key, sample) -> {
            values[subjects.size()] = sample.values();
            subjects.add(sample.subject());
            subtypes.add(labels.getOrDefault(key, ""));
        });
        TrainingSet set = TrainingSet.of(values, subtypes, subjects, keys);
        return new Snapshot(reference, set, labels.size(), Fingerprint.of(reference.referenceId(), samples, labels));
    }
}
