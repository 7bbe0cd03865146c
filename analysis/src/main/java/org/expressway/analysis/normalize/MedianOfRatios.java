package org.expressway.analysis.normalize;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.expressway.analysis.math.CountLogs;
import org.expressway.analysis.math.Logs;
import org.expressway.analysis.math.ProductMedian;

/**
 * DESeq2's median of ratios (Anders and Huber 2010, Genome Biology 11:R106) against frozen geometric means.
 *
 * <pre>
 * ln s  = median over genes with c > 0 and a finite mean of (ln c - ln g)
 * value = log2(c / s + prior)
 * </pre>
 *
 * <p>The reference's means g are learned once, so a sample's factor does not depend on who else is in the run. DESeq2
 * itself re-centres its factors over the samples of the call; the figure to compare with is the one before that.
 *
 * <p>The logarithm is monotone, so the median is selected among the ratios c/g and only the one or two in the middle are
 * logged: 20,000 multiplications instead of 20,000 logarithms. Two ratios closer than 2^-52 of each other may swap
 * places, which moves ln s by as much. Immutable; the arrays are shared with the caller and must not be changed.
 */
public final class MedianOfRatios implements Normalizer {
    private final double[] logGeometricMeans;
    private final double prior;
    /** Weights are 1/g, and 0 for genes that are not used: often half of a panel is zero in some sample. */
    private final ProductMedian ratios;

    /**
     * @param logGeometricMeans ln of the reference's geometric mean per panel gene; NaN or -Infinity = gene not used
     * @param prior pseudo-count in normalised counts, > 0
     * @throws IllegalArgumentException when no gene is usable or the prior is not a positive number
     */
    public MedianOfRatios(double[] logGeometricMeans, double prior) {
        NormalizationMethod.MEDIAN_OF_RATIOS.requirePrior(prior);
        this.logGeometricMeans = logGeometricMeans;
        this.prior = prior;
        requireUsable(logGeometricMeans);
        this.ratios = new ProductMedian(Arrays.stream(logGeometricMeans)
                .map(mean -> Double.isFinite(mean) ? StrictMath.exp(-mean) : 0)
                .toArray());
    }

    /**
     * Freezes the geometric means of a cohort: a gene with a zero or a missing value in any sample is not used.
     *
     * @param cohort one array of counts per sample, all of the panel's length
     * @throws IllegalArgumentException when the cohort is empty or no gene is positive in all samples
     */
    public static MedianOfRatios of(List<float[]> cohort, double prior) {
        if (cohort.isEmpty()) {
            throw new IllegalArgumentException("no samples to learn geometric means from; give at least one");
        }
        double[] sums = new double[cohort.get(0).length];
        for (float[] sample : cohort) {
            addLogs(sample, sums);
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] /= cohort.size();
        }
        return new MedianOfRatios(sums, prior);
    }

    /** Per panel gene, natural logarithm; not a copy. */
    public double[] logGeometricMeans() {
        return logGeometricMeans;
    }

    public double prior() {
        return prior;
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.MEDIAN_OF_RATIOS;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.of(logGeometricMeans.length);
    }

    @Override
    public double logSizeFactor(float[] values) {
        requirePanelLength(values.length);
        double[] middle = ratios.middle(values);
        return middle.length == 0 ? Double.NaN : (Logs.ln(middle[0]) + Logs.ln(middle[1])) / 2;
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        CountLogs.log2(values, StrictMath.exp(-logSizeFactor), prior, out);
    }

    private static void addLogs(float[] sample, double[] sums) {
        if (sample.length != sums.length) {
            throw new IllegalArgumentException("a sample has " + sample.length + " values where the first has "
                    + sums.length + "; align all samples to one panel");
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] += sample[g] > 0 ? Logs.ln(sample[g]) : Double.NEGATIVE_INFINITY;
        }
    }

    private static void requireUsable(double[] logMeans) {
        if (Arrays.stream(logMeans).noneMatch(Double::isFinite)) {
            throw new IllegalArgumentException("none of the " + logMeans.length + " genes has a count above zero in"
                    + " every sample of the reference, so no size factor can be computed; leave shallow or incomplete"
                    + " samples out of the reference, or publish log-scale values");
        }
    }

    private void requirePanelLength(int length) {
        if (length != logGeometricMeans.length) {
            throw new IllegalArgumentException("a sample has " + length + " values, expected one for each of the "
                    + logGeometricMeans.length + " genes of the reference's panel");
        }
    }
}
