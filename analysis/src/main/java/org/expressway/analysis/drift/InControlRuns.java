package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Charts that run on samples in control, drawn again and again: what a statistic's values and the run lengths are read
 * from. The charts are the very ones that run in production, so whatever they do is in the figures.
 *
 * @param statistics channels × runs × samples
 */
record InControlRuns(double[][][] statistics) {

    /** Draws what one run sees; a new one a run, so that what persists within a run can. */
    interface Source {
        Observation next(SplittableRandom random);
    }

    /** Begins a run. */
    interface Runs {
        Source begin(SplittableRandom random);
    }

    static InControlRuns simulate(Runs source, Size size, Supplier<ChartState> charts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][][] statistics = new double[Channel.COUNT][size.runs()][size.samples()];
        // A generator a run, so that side by side they are what they are one after the other.
        SplittableRandom[] ofRun =
                IntStream.range(0, size.runs()).mapToObj(r -> random.split()).toArray(SplittableRandom[]::new);
        IntStream.range(0, size.runs())
                .parallel()
                .forEach(r -> simulate(source, charts.get(), ofRun[r], statistics, r));
        return new InControlRuns(statistics);
    }

    private static void simulate(
            Runs source, ChartState chart, SplittableRandom random, double[][][] statistics, int r) {
        Source run = source.begin(random);
        int t = 0;
        while (t < statistics[0][r].length) {
            double[] seen = chart.advance(run.next(random));
            for (int c = 0; seen != null && c < seen.length; c++) {
                statistics[c][r][t] = seen[c];
            }
            t += seen == null ? 0 : 1;
        }
    }

    /** How much is simulated. */
    record Size(int runs, int samples) {}

    Tail[] tails() {
        return IntStream.range(0, statistics.length)
                .mapToObj(c -> Tail.of(IntStream.range(0, statistics[c].length)
                        .boxed()
                        .flatMapToDouble(r -> Arrays.stream(statistics[c][r]))
                        .toArray()))
                .toArray(Tail[]::new);
    }

    /** Runs × samples: natural logarithm of the smallest tail probability of all channels. */
    double[][] minima(UnaryOperator<double[]> logTails) {
        double[][] minima = new double[statistics[0].length][statistics[0][0].length];
        double[] one = new double[statistics.length];
        for (int r = 0; r < minima.length; r++) {
            for (int t = 0; t < minima[r].length; t++) {
                for (int c = 0; c < one.length; c++) {
                    one[c] = statistics[c][r][t];
                }
                minima[r][t] = Arrays.stream(logTails.apply(one)).min().orElseThrow();
            }
        }
        return minima;
    }
}
