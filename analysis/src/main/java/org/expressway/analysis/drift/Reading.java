package org.expressway.analysis.drift;

/**
 * What a chart says after a sample.
 *
 * @param event whether an alarm was raised or cleared by this sample
 * @param channel the one with the smallest tail probability
 * @param statistics one a channel
 * @param logTails natural logarithms of their tail probabilities in control
 * @param logThreshold at which an alarm is due
 * @param firstSample of the change, as {@link Chart} estimates it
 */
public record Reading(
        Event event, Channel channel, double[] statistics, double[] logTails, double logThreshold, String firstSample) {

    /** What a sample does to the alarm of its chart. */
    public enum Event {
        NONE,
        RAISED,
        CLEARED
    }

    /** Natural logarithm of the smallest tail probability. */
    public double logTail() {
        return logTails[channel.ordinal()];
    }

    public double statistic() {
        return statistics[channel.ordinal()];
    }
}
