package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * How many samples pass in control until the smallest tail probability falls below a threshold, by threshold.
 *
 * <pre>
 *   ARL(h) = samples until the first alarm or the end, over all runs / runs with an alarm
 * </pre>
 *
 * <p>That is the estimate for run lengths that are cut off (in control they are nearly geometric). Beyond the longest
 * that {@value #FEWEST} alarms support, log ARL goes on straight in log h.
 *
 * @param logThresholds natural logarithms, descending
 * @param logLengths natural logarithm of the mean run length at each, ascending
 */
record RunLengths(double[] logThresholds, double[] logLengths) {
    private static final int POINTS = 60;
    private static final int FEWEST = 15;

    RunLengths {
        if (logThresholds.length != logLengths.length || logLengths.length < 2) {
            throw new IllegalArgumentException("%d thresholds and %d run lengths, expected as many of both, two or more"
                    .formatted(logThresholds.length, logLengths.length));
        }
    }

    /** @param minima runs × samples: natural logarithm of the smallest tail probability */
    static RunLengths of(double[][] minima) {
        double[] thresholds = new double[POINTS];
        double[] lengths = new double[POINTS];
        int points = 0;
        for (double h = StrictMath.log(.2); points < POINTS; h -= .15) {
            double[] seen = firstPassages(minima, h);
            if (seen[1] < FEWEST && points >= 2) {
                break;
            }
            thresholds[points] = h;
            double length = StrictMath.log(seen[0] / Math.max(1, seen[1]));
            lengths[points] = points == 0 ? length : Math.max(length, lengths[points - 1] + 1e-9);
            points++;
        }
        return new RunLengths(Arrays.copyOf(thresholds, points), Arrays.copyOf(lengths, points));
    }

    /** The natural logarithm of the tail probability at which an alarm is raised, for a mean run length. */
    double threshold(double target) {
        double wanted = StrictMath.log(target);
        int to = 1;
        while (to < logLengths.length - 1 && logLengths[to] < wanted) {
            to++;
        }
        int from = wanted > logLengths[to] ? Math.max(0, to - 8) : to - 1;
        double slope = (logThresholds[to] - logThresholds[from]) / (logLengths[to] - logLengths[from]);
        return logThresholds[to] + slope * (wanted - logLengths[to]);
    }

    /** Mean run length of these runs at a threshold. */
    static double achieved(double[][] minima, double logThreshold) {
        double[] seen = firstPassages(minima, logThreshold);
        return seen[0] / Math.max(1, seen[1]);
    }

    /** Samples passed, and alarms. */
    private static double[] firstPassages(double[][] minima, double logThreshold) {
        double samples = 0;
        double alarms = 0;
        for (double[] run : minima) {
            int t = 0;
            while (t < run.length && run[t] > logThreshold) {
                t++;
            }
            samples += Math.min(run.length, t + 1);
            alarms += t < run.length ? 1 : 0;
        }
        return new double[] {samples, alarms};
    }
}
