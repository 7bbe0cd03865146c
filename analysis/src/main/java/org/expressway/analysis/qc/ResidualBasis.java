package org.expressway.analysis.qc;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.math.PrincipalAxes;

/**
 * <b>residual_energy</b>: how much of a sample lies outside the space that the reference's samples span.
 *
 * <pre>
 *   z_g = (y_g - mean_g) / sd_g                     over the basis genes; 0 where missing
 *   r   = z - Aᵀ A z                                A: k orthonormal principal axes
 *   q   = mean over the genes that are there of r_g²
 * </pre>
 *
 * <p>This is the squared prediction error of multivariate process control (Jackson and Mudholkar 1979, Technometrics
 * 21:341), per gene. It sees what no single gene and no rank shows: a pattern that the reference does not know. Inside
 * the cohort that the axes were learned from q is too small, so its limit comes from samples that their axes have not
 * seen ({@link LimitLearning}).
 *
 * <p>The genes are the most variable of the expressed ones, at most {@value #GENES}; k is a sixth of the samples, at most
 * {@value #AXES}. One sample costs 4 k m operations, 80,000.
 *
 * @param genes panel indices, ascending
 * @param means of normalised log2 values, one a gene
 * @param sds likewise, divisor n, positive
 * @param axes k × genes
 */
public record ResidualBasis(int[] genes, double[] means, double[] sds, double[][] axes) {
    static final int GENES = 2000;
    static final int AXES = 10;
    static final int SAMPLES_PER_AXIS = 6;
    /** Below this many values the mean says nothing. */
    static final int FEWEST = 20;

    public ResidualBasis {
        boolean alike = means.length == genes.length && sds.length == genes.length;
        for (double[] axis : axes) {
            alike &= axis.length == genes.length;
        }
        if (!alike) {
            throw new IllegalArgumentException(
                    "a basis of " + genes.length + " genes needs as many means, deviations and places in each axis");
        }
    }

    /**
     * Learns the basis of a cohort.
     *
     * @param normalized one array per sample, NaN where missing
     * @param expressed the genes to choose from
     */
    static ResidualBasis of(List<double[]> normalized, boolean[] expressed) {
        GeneMoments moments = new GeneMoments(expressed.length);
        normalized.forEach(moments::plus);
        double[] variances = variances(moments, expressed);
        int[] genes = mostVariable(variances);
        double[] all = moments.means();
        double[] means = IntStream.of(genes).mapToDouble(g -> all[g]).toArray();
        double[] sds =
                IntStream.of(genes).mapToDouble(g -> Math.sqrt(variances[g])).toArray();
        ResidualBasis bare = new ResidualBasis(genes, means, sds, new double[0][]);
        double[][] rows = normalized.stream().map(bare::standardised).toArray(double[][]::new);
        int axes = Math.min(AXES, normalized.size() / SAMPLES_PER_AXIS);
        return new ResidualBasis(genes, means, sds, PrincipalAxes.of(rows, axes));
    }

    /** q; NaN where fewer than {@value #FEWEST} of the genes are there. */
    double energy(double[] normalized) {
        double[] residual = standardised(normalized);
        double[] scores = PrincipalAxes.scores(axes, residual);
        for (int k = 0; k < axes.length; k++) {
            for (int i = 0; i < residual.length; i++) {
                residual[i] -= scores[k] * axes[k][i];
            }
        }
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < residual.length; i++) {
            boolean there = !Double.isNaN(normalized[genes[i]]);
            sum += there ? residual[i] * residual[i] : 0;
            seen += there ? 1 : 0;
        }
        return seen < FEWEST ? Double.NaN : sum / seen;
    }

    private double[] standardised(double[] normalized) {
        double[] z = new double[genes.length];
        for (int i = 0; i < genes.length; i++) {
            double value = normalized[genes[i]];
            z[i] = Double.isNaN(value) ? 0 : (value - means[i]) / sds[i];
        }
        return z;
    }

    private static double[] variances(GeneMoments moments, boolean[] expressed) {
        double[] sums = moments.sumsOfSquares();
        int[] counts = moments.counts();
        double[] variances = new double[expressed.length];
        for (int g = 0; g < variances.length; g++) {
            variances[g] = expressed[g] && counts[g] > 1 ? sums[g] / counts[g] : 0;
        }
        return variances;
    }

    private static int[] mostVariable(double[] variances) {
        return IntStream.range(0, variances.length)
                .filter(g -> variances[g] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -variances[g]))
                .limit(GENES)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
