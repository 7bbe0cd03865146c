package org.expressway.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
}
