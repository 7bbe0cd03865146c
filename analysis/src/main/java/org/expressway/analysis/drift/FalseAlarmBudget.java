package org.expressway.analysis.drift;

/**
 * What an operator can say, and what a chart needs to know.
 *
 * <p>Of so many samples a month over all charts, one false alarm in so many months is one in samples × months. Each
 * chart runs that long in its own samples: k charts of a k-th of the traffic each give a false alarm k times less often
 * by the month.
 *
 * @param alarmsPerMonth false alarms that are bearable on the whole platform
 * @param charts keys of site, instrument and lineage
 * @param samplesPerMonth of one chart, in the mean
 */
public record FalseAlarmBudget(double alarmsPerMonth, int charts, double samplesPerMonth) {
    public FalseAlarmBudget {
        if (!(alarmsPerMonth > 0) || charts < 1 || !(samplesPerMonth > 0)) {
            throw new IllegalArgumentException(
                    "%s false alarms a month, %d charts and %s samples a month of each; expected all above 0"
                            .formatted(alarmsPerMonth, charts, samplesPerMonth));
        }
    }

    /** Mean run length in control that each chart must have, in its own samples. */
    public double targetRunLength() {
        return charts * samplesPerMonth / alarmsPerMonth;
    }
}
