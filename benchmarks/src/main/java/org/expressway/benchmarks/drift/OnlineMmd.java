package org.expressway.benchmarks.drift;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.expressway.analysis.drift.Profile;
import org.expressway.analysis.math.PrincipalAxes;

/**
 * Maximum mean discrepancy between the last {@value #WINDOW} samples and the reference on its latent space, as drift
 * libraries run it: Gaussian kernel, its width the median distance, unbiased estimate.
 */
final class OnlineMmd implements Rival {
    private static final int WINDOW = 32;
    private static final int AXES = 10;

    private final double[] mean;
    private final double[][] axes;
    private final double[][] reference;
    private final double width;
    private final double within;
    private final Deque<double[]> window = new ArrayDeque<>();

    OnlineMmd(List<Profile> reference) {
        this.mean = mean(reference);
        double[][] rows = reference.stream().map(this::centred).toArray(double[][]::new);
        this.axes = PrincipalAxes.of(rows, AXES);
        this.reference =
                Arrays.stream(rows).map(row -> PrincipalAxes.scores(axes, row)).toArray(double[][]::new);
        double[] distances = new double[this.reference.length * (this.reference.length - 1) / 2];
        int k = 0;
        for (int i = 0; i < this.reference.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[k++] = distance(this.reference[i], this.reference[j]);
            }
        }
        Arrays.sort(distances);
        this.width = distances[distances.length / 2];
        this.within = Arrays.stream(distances)
                .map(d -> Math.exp(-d / width))
                .average()
                .orElseThrow();
    }

    @Override
    public void restart() {
        window.clear();
    }

    @Override
    public double advance(Profile sample) {
        window.addLast(PrincipalAxes.scores(axes, centred(sample)));
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        double[][] seen = window.toArray(double[][]::new);
        if (seen.length < WINDOW / 4) {
            return 0;
        }
        double own = 0;
        double cross = 0;
        for (int i = 0; i < seen.length; i++) {
            for (int j = 0; j < i; j++) {
                own += Math.exp(-distance(seen[i], seen[j]) / width);
            }
            for (double[] other : reference) {
                cross += Math.exp(-distance(seen[i], other) / width);
            }
        }
        double n = seen.length;
        return n * (own / (n * (n - 1) / 2) + within - 2 * cross / n / reference.length);
    }

    private double[] centred(Profile sample) {
        double[] row = new double[mean.length];
        for (int g = 0; g < row.length; g++) {
            row[g] = sample.normalised()[g] - mean[g];
        }
        return row;
    }

    private static double[] mean(List<Profile> samples) {
        double[] mean = new double[samples.get(0).normalised().length];
        for (Profile sample : samples) {
            for (int g = 0; g < mean.length; g++) {
                mean[g] += sample.normalised()[g] / samples.size();
            }
        }
        return mean;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }
}
