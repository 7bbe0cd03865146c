package org.expressway.analysis.normalize;

import java.util.List;
import java.util.OptionalInt;

/**
 * log2 counts per million of the effective library N f, f edgeR's TMM factor against a frozen reference column.
 *
 * <p>f is {@link TrimmedMean}'s over its centre; the scale is {@link LibraryScale}'s. edgeR divides its factors by their
 * geometric mean over the call, so that a single sample always gets 1; here that centre is taken once, over the
 * reference cohort: a cohort that is its own reference gets edgeR's log-CPM to the last digits, and every later sample
 * is on the same scale. Immutable; the array is shared and must not be changed.
 *
 * <p>Genes that a sample lacks drop out of M and of its library; f makes up for the smaller library, so the effective
 * library, and with it the values of the other genes, stay where they are.
 */
public final class Tmm implements Normalizer {
    private static final double LN2 = 0.6931471805599453;

    private final String referenceSample;
    private final double[] reference;
    private final double centre;
    private final LibraryScale scale;
    private final TrimmedMean factor;

    /**
     * @param referenceSample key of the sample that the column is
     * @param reference counts per panel gene, NaN where missing
     * @param centre geometric mean of the reference cohort's factors against that column
     * @param meanLibrarySize mean effective library size of the reference cohort, its factors over the centre
     * @param prior pseudo-count for a sample of mean size, > 0
     * @throws IllegalArgumentException when the column has no count, or a figure is not a positive number
     */
    public Tmm(String referenceSample, double[] reference, double centre, double meanLibrarySize, double prior) {
        if (!(centre > 0) || Double.isInfinite(centre)) {
            throw new IllegalArgumentException(
                    "the geometric mean of the reference's TMM factors is " + centre + ", expected a positive number");
        }
        this.referenceSample = referenceSample;
        this.reference = reference;
        this.centre = centre;
        this.scale = new LibraryScale(NormalizationMethod.TMM, meanLibrarySize, prior);
        this.factor = new TrimmedMean(reference, sum(reference, referenceSample));
    }

    /** Freezes one sample of a cohort as the reference column, and the cohort's mean effective library size. */
    static Tmm of(String referenceSample, float[] reference, List<float[]> cohort, double prior) {
        double[] column = widened(reference);
        TrimmedMean factor = new TrimmedMean(column, sum(column, referenceSample));
        double logFactors = 0;
        double effective = 0;
        for (float[] sample : cohort) {
            double library = Library.size(sample);
            double logFactor = factor.log2Factor(sample, library) * LN2;
            logFactors += logFactor;
            effective += library * StrictMath.exp(logFactor);
        }
        if (Double.isNaN(logFactors)) {
            throw new IllegalArgumentException("a sample of the cohort has no gene above zero in common with the TMM"
                    + " reference " + referenceSample + "; leave it out, or name another reference");
        }
        double centre = StrictMath.exp(logFactors / cohort.size());
        return new Tmm(referenceSample, column, centre, effective / cohort.size() / centre, prior);
    }

    /** Key of the frozen column. */
    public String referenceSample() {
        return referenceSample;
    }

    /** Counts of the frozen column per panel gene, NaN where missing; not a copy. */
    public double[] reference() {
        return reference;
    }

    /** What edgeR would divide the factors of the reference cohort by. */
    public double centre() {
        return centre;
    }

    public double meanLibrarySize() {
        return scale.meanLibrarySize();
    }

    public double prior() {
        return scale.prior();
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.TMM;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.of(reference.length);
    }

    /** ln of the effective library size over the reference's mean one. */
    @Override
    public double logSizeFactor(float[] values) {
        return scale.logSizeFactor(Library.size(values) / centre) + logFactor(values);
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        scale.normalize(values, logSizeFactor, out);
    }

    /** edgeR's factor f against the frozen column, before it is centred over a call. */
    @Override
    public double factor(float[] values) {
        return StrictMath.exp(logFactor(values));
    }

    private double logFactor(float[] values) {
        PanelLength.require(values.length, reference.length);
        return factor.log2Factor(values, Library.size(values)) * LN2;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int g = 0; g < values.length; g++) {
            wide[g] = values[g];
        }
        return wide;
    }

    private static double sum(double[] reference, String sample) {
        double sum = 0;
        for (double value : reference) {
            sum += Double.isNaN(value) ? 0 : value;
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("the reference column " + sample + " of the TMM sums to " + sum
                    + ", expected a positive number of counts; name another sample");
        }
        return sum;
    }
}
