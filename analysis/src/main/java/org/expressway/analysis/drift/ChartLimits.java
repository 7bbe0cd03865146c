package org.expressway.analysis.drift;

/**
 * What is usual of a chart in control, and when an alarm is due.
 *
 * @param tails one a channel
 * @param lengths of all channels together, by threshold
 * @param achieved per target of {@link #TARGETS} the mean run length on subjects that taught the threshold nothing; NaN
 *     where it was not measured
 */
record ChartLimits(Tail[] tails, RunLengths lengths, double[] achieved) {
    /** Samples in control until a false alarm, for which the achieved figure is measured. */
    static final double[] TARGETS = {100, 300, 1000};

    ChartLimits {
        if (tails.length != Channel.COUNT || achieved.length != TARGETS.length) {
            throw new IllegalArgumentException("%d tails and %d achieved run lengths, expected %d and %d"
                    .formatted(tails.length, achieved.length, Channel.COUNT, TARGETS.length));
        }
    }

    static ChartLimits of(InControlRuns runs, double[] achieved) {
        Tail[] tails = runs.tails();
        return new ChartLimits(tails, RunLengths.of(runs.minima(one -> logTails(tails, one))), achieved);
    }

    /** Natural logarithms of the tail probabilities, one a channel. */
    double[] logTails(double[] statistics) {
        return logTails(tails, statistics);
    }

    private static double[] logTails(Tail[] tails, double[] statistics) {
        double[] logs = new double[statistics.length];
        for (int c = 0; c < logs.length; c++) {
            logs[c] = tails[c].log(statistics[c]);
        }
        int confidence = Channel.CONFIDENCE.ordinal();
        logs[confidence] = Math.max(logs[confidence], normalTail(statistics[confidence]));
        return logs;
    }

    /**
     * An upper bound of the normal tail (Chernoff). Unsure calls are rare, and a few hundred samples may hold none:
     * what never was seen is then no stranger than this.
     */
    private static double normalTail(double deviations) {
        return -Math.max(0, deviations) * deviations / 2;
    }

    /** The run length that was measured for the target nearest to this one, carried over in proportion. */
    double achieved(double target) {
        int nearest = 0;
        for (int k = 1; k < TARGETS.length; k++) {
            boolean nearer = Math.abs(Math.log(TARGETS[k] / target)) < Math.abs(Math.log(TARGETS[nearest] / target));
            nearest = nearer ? k : nearest;
        }
        return achieved[nearest] * target / TARGETS[nearest];
    }

    /** How long runs in control were, per target, with thresholds of these limits. */
    double[] measured(InControlRuns others) {
        double[][] minima = others.minima(this::logTails);
        double[] measured = new double[TARGETS.length];
        for (int k = 0; k < measured.length; k++) {
            measured[k] = RunLengths.achieved(minima, lengths.threshold(TARGETS[k]));
        }
        return measured;
    }
}
