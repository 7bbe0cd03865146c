package org.expressway.analysis.normalize;

import java.util.OptionalInt;
import org.expressway.analysis.math.Logs;

/**
 * log2 transcripts per million (Wagner, Kin and Lynch 2012, Theory in Biosciences 131:281).
 *
 * <pre>
 * rate  = c / length in kilobases
 * s     = sum of rates / 1e6                      over the genes that the sample has
 * value = log2(rate / s + prior)
 * </pre>
 *
 * <p>The lengths are given, not learned, and frozen in the profile: with other lengths every value moves. Immutable;
 * the array is shared with the caller and must not be changed.
 */
public final class Tpm implements Normalizer {
    private static final double BASES_PER_KILOBASE = 1e3;
    private static final double MILLION = 1e6;

    private final double[] lengths;
    private final double prior;
    private final double[] perKilobase;

    /**
     * @param lengths in bases per panel gene
     * @param prior pseudo-count in TPM, > 0
     * @throws IllegalArgumentException when a length or the prior is not a positive number
     */
    public Tpm(double[] lengths, double prior) {
        NormalizationMethod.TPM.requirePrior(prior);
        this.lengths = lengths;
        this.prior = prior;
        this.perKilobase = perKilobase(lengths);
    }

    /** Bases per panel gene; not a copy. */
    public double[] lengths() {
        return lengths;
    }

    public double prior() {
        return prior;
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.TPM;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.of(lengths.length);
    }

    @Override
    public double logSizeFactor(float[] values) {
        PanelLength.require(values.length, lengths.length);
        double sum = 0;
        for (int g = 0; g < values.length; g++) {
            sum += Float.isNaN(values[g]) ? 0 : values[g] * perKilobase[g];
        }
        return sum > 0 ? Logs.ln(sum / MILLION) : Double.NaN;
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        double perSize = StrictMath.exp(-logSizeFactor);
        for (int g = 0; g < values.length; g++) {
            out[g] = Logs.log2(values[g] * perKilobase[g] * perSize + prior);
        }
    }

    private static double[] perKilobase(double[] lengths) {
        double[] perKilobase = new double[lengths.length];
        for (int g = 0; g < lengths.length; g++) {
            if (!(lengths[g] > 0) || Double.isInfinite(lengths[g])) {
                throw new IllegalArgumentException("the length of the gene at index " + g + " is " + lengths[g]
                        + ", expected a positive number of bases; correct the table of gene lengths");
            }
            perKilobase[g] = BASES_PER_KILOBASE / lengths[g];
        }
        return perKilobase;
    }
}
