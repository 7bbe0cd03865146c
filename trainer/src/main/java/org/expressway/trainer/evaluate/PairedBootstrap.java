package org.expressway.trainer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.expressway.analysis.evaluate.LogLoss;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Is one model better than another on the same held-out samples? Subjects, with all their samples, are drawn with
 * replacement 2,000 times, and the difference of each figure is taken on every draw; the interval is the middle 95 % of them
 * (percentile bootstrap of paired differences by cluster: Efron and Tibshirani 1993, chapters 8 and 13). Pairing takes out
 * what both models find hard; drawing subjects and not samples respects that samples of one person are alike. Where samples were
 * held out several times (seeds), their mean enters.
 */
public final class PairedBootstrap {
    private static final int DRAWS = 2000;

    /**
     * Model minus baseline.
     *
     * @param difference on the samples as they are
     * @param low 2.5 % quantile of the draws
     * @param high 97.5 % quantile of the draws
     */
    public record Interval(double difference, double low, double high) {}

    /** Sums over a subject's samples, by class, of what both models got. */
    private record Cluster(double[] n, double[][] right, double[] loss) {}

    private final int classes;
    private final List<Cluster> clusters = new ArrayList<>();

    private PairedBootstrap(int classes) {
        this.classes = classes;
    }

    /**
     * Intervals of {@code accuracy}, {@code balancedAccuracy} and {@code logLoss}, by name.
     *
     * @param model per seed and sample the probabilities, null for a sample that was not held out
     * @param baseline the same of the baseline
     */
    static Map<String, Interval> of(TrainingSet set, List<double[][]> model, List<double[][]> baseline, long seed) {
        PairedBootstrap bootstrap = new PairedBootstrap(set.classes().size());
        bootstrap.collect(set, List.of(model, baseline));
        SplittableRandom random = new SplittableRandom(seed);
        int subjects = bootstrap.clusters.size();
        int[] once = new int[subjects];
        Arrays.fill(once, 1);
        double[] observed = bootstrap.differences(once);
        double[][] drawn = new double[observed.length][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] times = new int[subjects];
            for (int i = 0; i < subjects; i++) {
                times[random.nextInt(subjects)]++;
            }
            double[] differences = bootstrap.differences(times);
            for (int f = 0; f < differences.length; f++) {
                drawn[f][draw] = differences[f];
            }
        }
        return named(observed, drawn);
    }

    /** The same for two sets of probabilities of all samples of a set, held out once. */
    public static Map<String, Interval> of(TrainingSet set, double[][] model, double[][] baseline, long seed) {
        return of(set, List.<double[][]>of(model), List.<double[][]>of(baseline), seed);
    }

    private static Map<String, Interval> named(double[] observed, double[][] drawn) {
        String[] names = {"accuracy", "balancedAccuracy", "logLoss"};
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (int f = 0; f < names.length; f++) {
            Arrays.sort(drawn[f]);
            intervals.put(
                    names[f],
                    new Interval(
                            observed[f], drawn[f][(int) (.025 * DRAWS)], drawn[f][(int) Math.ceil(.975 * DRAWS) - 1]));
        }
        return intervals;
    }

    private void collect(TrainingSet set, List<List<double[][]>> both) {
        Map<String, Cluster> bySubject = new LinkedHashMap<>();
        for (int i = 0; i < set.samples(); i++) {
            for (int run = 0; run < both.get(0).size(); run++) {
                if (both.get(0).get(run)[i] != null) {
                    Cluster cluster = bySubject.computeIfAbsent(
                            set.subjects().get(i),
                            any -> new Cluster(new double[classes], new double[2][classes], new double[2]));
                    add(
                            cluster,
                            set.y()[i],
                            both.get(0).get(run)[i],
                            both.get(1).get(run)[i]);
                }
            }
        }
        clusters.addAll(bySubject.values());
    }

    private static void add(Cluster cluster, int y, double[]... p) {
        cluster.n()[y]++;
        for (int m = 0; m < 2; m++) {
            cluster.right()[m][y] += Metrics.call(p[m]) == y ? 1 : 0;
            cluster.loss()[m] += LogLoss.mean(new double[][] {p[m]}, new int[] {y});
        }
    }

    /** Model minus baseline, each subject taken so many times. */
    private double[] differences(int[] times) {
        double[] n = new double[classes];
        double[] gained = new double[classes];
        double loss = 0;
        for (int i = 0; i < times.length; i++) {
            Cluster cluster = clusters.get(i);
            for (int c = 0; c < classes && times[i] > 0; c++) {
                n[c] += times[i] * cluster.n()[c];
                gained[c] += times[i] * (cluster.right()[0][c] - cluster.right()[1][c]);
            }
            loss += times[i] * (cluster.loss()[0] - cluster.loss()[1]);
        }
        double all = Arrays.stream(n).sum();
        double balanced = 0;
        for (int c = 0; c < classes; c++) {
            balanced += n[c] == 0 ? 0 : gained[c] / n[c];
        }
        long occurring = Arrays.stream(n).filter(count -> count > 0).count();
        return new double[] {Arrays.stream(gained).sum() / all, balanced / occurring, loss / all};
    }
}
