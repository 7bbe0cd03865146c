package org.expressway.cli.performance;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.expressway.analysis.evaluate.ServedCall;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * Predictions joined with what turned out to be true, exactly: the topics are read to their ends. Of each sample there is at most
 * one PROVISIONAL call, the one first served, and one FINAL call, the one of record. A label is the newest one; a
 * sample that was withdrawn is not there.
 */
final class LabelledCalls {
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

    private final Map<String, Prediction> provisional = new LinkedHashMap<>();
    private final Map<String, Prediction> settled = new LinkedHashMap<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();

    /** @param stage PROVISIONAL or FINAL */
    record Call(
            String stage, Prediction prediction, @Nullable String label) {
        ServedCall served() {
            Map<String, Double> probabilities = new HashMap<>();
            for (SubtypeProbability each : prediction.getRanked()) {
                probabilities.merge(each.getSubtype(), each.getProbability(), Double::sum);
            }
            List<String> set = prediction.getConformalSet();
            return new ServedCall(
                    probabilities, set == null ? null : Set.copyOf(set), prediction.getAbstention() != null, label);
        }

        String group(Grouping by) {
            return switch (by) {
                case SITE -> prediction.getSite();
                case CLASS -> label == null ? "(no label)" : label;
                case BUNDLE -> prediction.getBundleSha256().isEmpty() ? "(none)" : prediction.getBundleSha256();
                case MONTH ->
                    prediction.getTimes().getScoredAt() == null
                            ? "(unknown)"
                            : MONTH.format(prediction.getTimes().getScoredAt());
            };
        }
    }

    /** @param topics one, or with it the challengers' */
    LabelledCalls(PlatformOptions platform, List<Topic<String, Prediction>> topics, Predicate<Prediction> counts) {
        topics.forEach(topic -> platform.reader(topic).skippingUndecodable().toEnd(read -> {
            Prediction prediction = read.value();
            if (prediction != null && counts.test(prediction)) {
                take(read.key(), prediction);
            }
        }));
        platform.reader(Topics.LABEL).skippingUndecodable().toEnd(read -> label(read.key(), read.value()));
        platform.reader(Topics.WITHDRAWAL).skippingUndecodable().toEnd(read -> {
            SampleWithdrawal each = read.value();
            if (each != null) {
                withdrawn.add(place(each.getSite(), each.getBatchId(), each.getSampleId()));
            }
        });
    }

    private void take(String key, Prediction prediction) {
        if (prediction.getStage() == Stage.PROVISIONAL) {
            provisional.putIfAbsent(key, prediction);
        } else {
            settled.merge(key, prediction, OfRecord::of);
        }
    }

    private void label(String key, @Nullable Label label) {
        labels.remove(key);
        if (label != null) {
            labels.put(key, label.getSubtype());
        }
    }

    Stream<Call> calls() {
        return Stream.concat(calls("PROVISIONAL", provisional), calls("FINAL", settled));
    }

    private Stream<Call> calls(String stage, Map<String, Prediction> byKey) {
        return byKey.entrySet().stream()
                .filter(each -> !isWithdrawn(each.getValue()))
                .map(each -> new Call(stage, each.getValue(), labels.get(each.getKey())));
    }

    private boolean isWithdrawn(Prediction p) {
        return withdrawn.contains(place(p.getSite(), p.getBatchId(), p.getSampleId()));
    }

    private static String place(String site, String batch, String sample) {
        return Keys.of(site, sample) + "/" + batch;
    }
}
