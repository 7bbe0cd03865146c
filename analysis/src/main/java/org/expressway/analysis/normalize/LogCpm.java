package org.expressway.analysis.normalize;

import java.util.List;
import java.util.OptionalInt;

/**
 * log2 counts per million (edgeR's {@code cpm(log = TRUE)}; Robinson, McCarthy and Smyth 2010, Bioinformatics 26:139)
 * with the frozen mean library size of the reference; see {@link LibraryScale} for the formula.
 *
 * <p>The size factor is the library size over that mean. It is blind to composition: where a few genes take up much of
 * the library, {@link Tmm} or {@link MedianOfRatios} is the better choice.
 *
 * @param meanLibrarySize mean sum of counts over the reference's samples
 * @param prior pseudo-count for a sample of mean size; others get it in proportion to their library
 */
public record LogCpm(double meanLibrarySize, double prior) implements Normalizer {
    /** @throws IllegalArgumentException when a figure is not a positive number */
    public LogCpm {
        scale(meanLibrarySize, prior);
    }

    /** Freezes the mean library size of a cohort. */
    public static LogCpm of(List<float[]> cohort, double prior) {
        return new LogCpm(Library.meanSize(cohort), prior);
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.LOG_CPM;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.empty();
    }

    @Override
    public double logSizeFactor(float[] values) {
        return scale(meanLibrarySize, prior).logSizeFactor(Library.size(values));
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        scale(meanLibrarySize, prior).normalize(values, logSizeFactor, out);
    }

    private static LibraryScale scale(double meanLibrarySize, double prior) {
        return new LibraryScale(NormalizationMethod.LOG_CPM, meanLibrarySize, prior);
    }
}
