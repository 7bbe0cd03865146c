package org.expressway.analysis.guard;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.math.Vectors;

/**
 * A ridge classifier, the plainest that does well here: indicators of the classes regressed on the 2,000 most variable genes,
 * standardised, with a penalty of 2,000. A missing value is the reference's mean.
 */
final class Ridge {
    private static final int GENES = 2_000;
    private static final double PENALTY = 2_000;

    private final int[] genes;
    private final double[] means;
    private final double[] sds;
    private final double[][] weights;
    private final double[] shares;

    private Ridge(int[] genes, double[] means, double[] sds, int classes) {
        this.genes = genes;
        this.means = means;
        this.sds = sds;
        this.weights = new double[classes][genes.length];
        this.shares = new double[classes];
    }

    static Ridge learn(List<double[]> samples, int[] classOf, int classes) {
        int panel = samples.get(0).length;
        double[] means = new double[panel];
        double[] sds = new double[panel];
        for (int g = 0; g < panel; g++) {
            int gene = g;
            double[] seen = samples.stream()
                    .mapToDouble(sample -> sample[gene])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double mean = IntStream.range(0, seen.length)
                    .mapToDouble(i -> seen[i])
                    .average()
                    .orElse(0);
            double squares = 0;
            for (double value : seen) {
                squares += (value - mean) * (value - mean);
            }
            means[g] = mean;
            sds[g] = Math.sqrt(squares / seen.length);
        }
        int[] genes = IntStream.range(0, panel)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -sds[g]))
                .limit(GENES)
                .mapToInt(g -> g)
                .toArray();
        Ridge ridge = new Ridge(genes, means, sds, classes);
        ridge.solve(samples.stream().map(ridge::standardized).toArray(double[][]::new), classOf);
        return ridge;
    }

    int call(double[] sample) {
        double[] z = standardized(sample);
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < weights.length; k++) {
            double score = shares[k] + Vectors.dot(weights[k], z);
            if (score > greatest) {
                greatest = score;
                best = k;
            }
        }
        return best;
    }

    /** (Z Z' + penalty) a = y - share, weights = Z' a. */
    private void solve(double[][] rows, int[] classOf) {
        double[][] inner = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            inner[i] = Matrices.dots(rows, rows[i]);
            inner[i][i] += PENALTY;
        }
        double[][] inverse = Matrices.inverseLower(Matrices.cholesky(inner));
        for (int k = 0; k < weights.length; k++) {
            double[] wanted = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                wanted[i] = classOf[i] == k ? 1 : 0;
                shares[k] += wanted[i] / rows.length;
            }
            for (int i = 0; i < rows.length; i++) {
                wanted[i] -= shares[k];
            }
            double[] half = Matrices.dots(inverse, wanted);
            weights[k] = Matrices.combine(Matrices.combine(half, inverse, rows.length), rows, genes.length);
        }
    }

    private double[] standardized(double[] sample) {
        double[] z = new double[genes.length];
        for (int j = 0; j < genes.length; j++) {
            int g = genes[j];
            z[j] = Double.isNaN(sample[g]) || !(sds[g] > 0) ? 0 : (sample[g] - means[g]) / sds[g];
        }
        return z;
    }
}
