package org.expressway.analysis.normalize;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Quantile normalisation to a frozen target (Bolstad, Irizarry, Astrand and Speed 2003, Bioinformatics 19:185).
 *
 * <pre>
 * rank  = rank of the value among the sample's own values, ties averaged, from 1 to m (missing take no part)
 * value = target at (rank - 1)(T - 1)/(m - 1), linear between its entries 0 to T - 1
 * </pre>
 *
 * <p>That is preprocessCore's {@code normalize.quantiles.use.target}, and limma's with {@code ties = TRUE}. Only order
 * survives of a sample: two laboratories whose samples differ in composition are made to look alike, which is what
 * microarrays of one tissue want and what a mixed stream does not. A sample with one value gets the target's middle.
 * Cost: a sort, and a binary search a gene. Immutable; the array is shared and must not be changed.
 */
public final class Quantile implements Normalizer {
    private final double[] target;

    /**
     * @param target ascending, finite, at least one
     * @throws IllegalArgumentException when it is not
     */
    public Quantile(double[] target) {
        if (target.length == 0) {
            throw new IllegalArgumentException("the quantile target is empty, expected a value for each quantile");
        }
        for (int i = 0; i < target.length; i++) {
            if (!Double.isFinite(target[i]) || (i > 0 && target[i] < target[i - 1])) {
                throw new IllegalArgumentException("the quantile target has " + target[i] + " at index " + i
                        + ", expected finite values in ascending order");
            }
        }
        this.target = target;
    }

    /**
     * Freezes the mean quantiles of a cohort, as many as the panel has genes (preprocessCore's {@code
     * determine.target}); a sample with missing values is stretched to that length.
     *
     * @throws IllegalArgumentException when a sample has no value
     */
    static Quantile of(List<float[]> cohort) {
        double[] sums = new double[cohort.get(0).length];
        for (float[] sample : cohort) {
            double[] sorted = sortedValues(widened(sample));
            if (sorted.length == 0) {
                throw new IllegalArgumentException(
                        "a sample of the cohort has no value, so no quantiles; leave it out of the reference");
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += at(sorted, i, sums.length);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= cohort.size();
        }
        // Interpolation rounds: neighbours that are equal may come out an ulp apart, in the wrong order.
        Arrays.sort(sums);
        return new Quantile(sums);
    }

    /** Ascending; not a copy. */
    public double[] target() {
        return target;
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.QUANTILE;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.LOG2;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.of(target.length);
    }

    @Override
    public double logSizeFactor(float[] values) {
        PanelLength.require(values.length, target.length);
        for (float value : values) {
            if (!Float.isNaN(value)) {
                return 0;
            }
        }
        return Double.NaN;
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        place(widened(values), out);
    }

    /** The same for values that were never rounded to float; {@code out} may be {@code values}. */
    public void place(double[] values, double[] out) {
        double[] sorted = sortedValues(values);
        double[] placed = placed(sorted);
        for (int g = 0; g < values.length; g++) {
            out[g] = Double.isNaN(values[g]) ? Double.NaN : placed[Arrays.binarySearch(sorted, values[g] + 0.0)];
        }
    }

    /** The target value of every entry of the sorted sample; equal entries have equal ones. */
    private double[] placed(double[] sorted) {
        double[] placed = new double[sorted.length];
        int from = 0;
        while (from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            Arrays.fill(placed, from, to, at(target, (from + to - 1) / 2.0, sorted.length));
            from = to;
        }
        return placed;
    }

    /** {@code quantiles}, thought of as {@code length} entries, at the place {@code index} of these. */
    private static double at(double[] quantiles, double index, int length) {
        int last = quantiles.length - 1;
        double place = length == 1 ? last / 2.0 : index * last / (length - 1);
        int below = (int) place;
        double beyond = place - below;
        return beyond == 0 ? quantiles[below] : (1 - beyond) * quantiles[below] + beyond * quantiles[below + 1];
    }

    /** Ascending, without the missing; -0 as 0, which sorting would tell apart. */
    private static double[] sortedValues(double[] values) {
        double[] sorted = new double[values.length];
        int n = 0;
        for (double value : values) {
            sorted[n] = value + 0.0;
            n += Double.isNaN(value) ? 0 : 1;
        }
        double[] there = Arrays.copyOf(sorted, n);
        Arrays.sort(there);
        return there;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int g = 0; g < values.length; g++) {
            wide[g] = values[g];
        }
        return wide;
    }
}
