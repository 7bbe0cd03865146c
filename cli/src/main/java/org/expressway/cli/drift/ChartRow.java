package org.expressway.cli.drift;

import org.expressway.schemas.avro.DriftReading;
import org.jspecify.annotations.Nullable;

/**
 * A chart as its newest reading has it.
 *
 * @param tail probability in control of the strangest channel's statistic; null while it learns
 * @param threshold the probability at which an alarm is due
 */
record ChartRow(
        String chart,
        String state,
        long samples,
        String newestSample,
        @Nullable Double tail,
        double threshold) {
    static ChartRow of(String chart, DriftReading reading) {
        String state = reading.getLearning() ? "learning" : reading.getRaised() ? "RAISED" : "quiet";
        Double tail = reading.getLogTails().isEmpty()
                ? null
                : StrictMath.exp(reading.getLogTails().stream()
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(0));
        return new ChartRow(
                chart,
                state,
                reading.getSamples(),
                reading.getSampleId(),
                tail,
                StrictMath.exp(reading.getLogThreshold()));
    }
}
