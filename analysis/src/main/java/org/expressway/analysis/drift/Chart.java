package org.expressway.analysis.drift;

import java.util.Arrays;
import org.expressway.analysis.drift.Reading.Event;

/**
 * One chart: its moving averages, since when each channel has been restless, and whether its alarm is up. Mutable.
 *
 * <p>The first sample of a change is estimated as the one after the last at which the alarming channel was no stranger
 * than half of the samples in control are: the last zero crossing of an average (Nishina 1992), said for statistics
 * that have no sign.
 */
public final class Chart {
    private static final double LOG_HALF = StrictMath.log(.5);
    private static final String NEVER = "";

    private final ChartState averages;
    private final String[] restlessSince;
    private boolean raised;
    private int calm;

    Chart(ChartState averages, String[] restlessSince, boolean raised, int calm) {
        this.averages = averages;
        this.restlessSince = restlessSince;
        this.raised = raised;
        this.calm = calm;
    }

    /** A chart that has seen nothing. */
    static Chart fresh(ChartState averages) {
        String[] since = new String[Channel.COUNT];
        Arrays.fill(since, NEVER);
        return new Chart(averages, since, false, 0);
    }

    ChartState averages() {
        return averages;
    }

    String[] restlessSince() {
        return restlessSince;
    }

    public boolean raised() {
        return raised;
    }

    int calm() {
        return calm;
    }

    /** Whether its last sample has changed what is usual; true of a chart that has seen nothing. */
    public boolean learns() {
        return averages.samples() <= averages.learning();
    }

    public long samples() {
        return averages.samples();
    }

    /**
     * Takes one sample in.
     *
     * @param sample what it is called in messages
     */
    Reading advance(Observation seen, String sample, ChartLimits limits, AlarmRule rule) {
        double[] statistics = averages.advance(seen);
        double threshold = limits.lengths().threshold(rule.target());
        if (statistics == null) {
            double[] nothing = new double[Channel.COUNT];
            return new Reading(Event.NONE, Channel.GENES, nothing, nothing, threshold, sample);
        }
        double[] logTails = limits.logTails(statistics);
        int strangest = 0;
        for (int c = 0; c < logTails.length; c++) {
            strangest = logTails[c] < logTails[strangest] ? c : strangest;
            if (logTails[c] > LOG_HALF) {
                restlessSince[c] = NEVER;
            } else if (restlessSince[c].isEmpty()) {
                restlessSince[c] = sample;
            }
        }
        Event event = judged(logTails[strangest], threshold);
        String first = restlessSince[strangest].isEmpty() ? sample : restlessSince[strangest];
        return new Reading(event, Channel.values()[strangest], statistics, logTails, threshold, first);
    }

    private Event judged(double logTail, double threshold) {
        if (!raised && logTail <= threshold) {
            raised = true;
            calm = 0;
            return Event.RAISED;
        }
        calm = logTail > AlarmRule.LOG_QUIET ? calm + 1 : 0;
        if (raised && calm >= AlarmRule.CALM) {
            raised = false;
            return Event.CLEARED;
        }
        return Event.NONE;
    }
}
