package org.expressway.cli.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Prediction;

/** Calls against the truth. */
final class Calls {
    private Calls() {}

    /** Share of right calls over the samples whose truth is known; a sample without a call counts as wrong. */
    static double accuracy(List<DemoSample> samples, Function<String, Optional<Prediction>> calls) {
        int known = 0;
        int right = 0;
        for (DemoSample sample : samples) {
            if (sample.truth() != null) {
                known++;
                right += calls.apply(sample.key())
                                .filter(call -> !call.getRanked().isEmpty())
                                .filter(call ->
                                        call.getRanked().get(0).getSubtype().equals(sample.truth()))
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return known == 0 ? Double.NaN : (double) right / known;
    }

    /** Share of the samples with a prediction for which no call is given. */
    static double abstained(List<DemoSample> samples, Function<String, Optional<Prediction>> calls) {
        List<Prediction> made = samples.stream()
                .flatMap(sample -> calls.apply(sample.key()).stream())
                .toList();
        long withheld =
                made.stream().filter(call -> !call.getAbstentions().isEmpty()).count();
        return made.isEmpty() ? Double.NaN : (double) withheld / made.size();
    }

    /** Share of right calls over the reportable ones; NaN where none is. */
    static double accuracyOfReported(List<DemoSample> samples, Function<String, Optional<Prediction>> calls) {
        List<DemoSample> reported = samples.stream()
                .filter(sample -> calls.apply(sample.key())
                        .filter(Prediction::getReportable)
                        .isPresent())
                .toList();
        return accuracy(reported, calls);
    }

    /** Accuracy on the held-out subjects of a release, by recipe and for the baseline. */
    static Map<String, Double> heldOut(ModelRelease release) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (Metric metric : release.getMetrics()) {
            if (metric.getName().equals("accuracy")) {
                accuracy.put(metric.getOf(), Math.round(metric.getValue() * 1000) / 1000.);
            }
        }
        return accuracy;
    }
}
