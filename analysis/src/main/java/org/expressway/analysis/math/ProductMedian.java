package org.expressway.analysis.math;

import java.util.Arrays;

/**
 * The middle of the positive products x[i] w[i] of many values and fixed weights, by counting instead of comparing.
 *
 * <p>A quickselect mispredicts every second comparison, which is most of its cost: 250 µs for 20,000 products. The bits
 * of positive floats are ordered as they are, so their upper bits number buckets, 32 to the octave. One pass over products in
 * float counts, without a jump, since which genes are expressed cannot be predicted; a second one takes the about 2 % in
 * the middle bucket, multiplied anew in double precision, and quickselect has only these.
 *
 * <p>The middle is exactly that of the double products. Rounding weight and product to float moves a product by less than 2^-22
 * of itself, and the order statistics by no more than that; so the middle bucket is taken with a margin of eight floats on either
 * side, and whatever is left out lies on its side for certain. Products below 2^-126 count as none. About 30 µs for a
 * panel of 20,000. Immutable.
 */
public final class ProductMedian {
    private static final int SHIFT = 18;
    private static final int BUCKETS = 1 << (Integer.SIZE - SHIFT);
    private static final int FIRST = Float.floatToRawIntBits(Float.MIN_NORMAL) >>> SHIFT;
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >>> SHIFT;
    private static final int MARGIN = 8;
    private static final double LEAST = 0x1p-100;
    private static final double GREATEST = 0x1p100;

    private final double[] weights;
    private final float[] rounded;
    /** Whether every weight is well within what a float holds. */
    private final boolean counts;

    /** @param weights one for each place, 0 where a place does not take part; shared, not copied */
    public ProductMedian(double[] weights) {
        this.weights = weights;
        this.rounded = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (float) weights[i];
        }
        this.counts = Arrays.stream(weights).allMatch(w -> w == 0 || w >= LEAST && w <= GREATEST);
    }

    /**
     * The lower and the upper middle of the positive products, the same twice when their number is odd; empty when none
     * is positive. NaN is not.
     *
     * @param x as many as weights
     */
    public double[] middle(float[] x) {
        if (!counts) {
            return middleOfAll(x);
        }
        int[] buckets = new int[BUCKETS];
        for (int i = 0; i < x.length; i++) {
            buckets[Float.floatToRawIntBits(x[i] * rounded[i]) >>> SHIFT]++;
        }
        int positive = 0;
        for (int b = FIRST; b <= INFINITE; b++) {
            positive += buckets[b];
        }
        return positive == 0 ? new double[0] : middle(x, buckets, positive);
    }

    private double[] middle(float[] x, int[] buckets, int positive) {
        int lower = (positive - 1) / 2;
        int upper = positive / 2;
        int first = FIRST;
        int below = 0;
        while (below + buckets[first] <= lower) {
            below += buckets[first++];
        }
        int last = first;
        int upTo = below + buckets[first];
        while (upTo <= upper) {
            upTo += buckets[++last];
        }
        Gathered gathered = gather(x, first << SHIFT, (last + 1) << SHIFT, upTo - below);
        int rank = upper - below + gathered.before;
        double atUpper = Quickselect.select(gathered.products, gathered.size, rank);
        double atLower = lower == upper ? atUpper : Quickselect.greatestBelow(gathered.products, rank);
        return new double[] {atLower, atUpper};
    }

    /** Products whose floats have bits from {@code from} to before {@code to}, or within the margin of that. */
    private Gathered gather(float[] x, int from, int to, int expected) {
        Gathered gathered = new Gathered(expected + expected / 4 + MARGIN);
        int begin = from - MARGIN;
        int length = to + MARGIN - begin;
        for (int i = 0; i < x.length; i++) {
            int bits = Float.floatToRawIntBits(x[i] * rounded[i]) - begin;
            // One unsigned comparison: two would make a jump that half of the values take.
            if (Integer.compareUnsigned(bits, length) < 0) {
                gathered.add(x[i] * weights[i], bits < MARGIN);
            }
        }
        return gathered;
    }

    private double[] middleOfAll(float[] x) {
        Gathered all = new Gathered(x.length);
        for (int i = 0; i < x.length; i++) {
            double product = x[i] * weights[i];
            if (product > 0) {
                all.add(product, false);
            }
        }
        if (all.size == 0) {
            return new double[0];
        }
        int upper = all.size / 2;
        double atUpper = Quickselect.select(all.products, all.size, upper);
        double atLower = all.size % 2 == 1 ? atUpper : Quickselect.greatestBelow(all.products, upper);
        return new double[] {atLower, atUpper};
    }

    /** <b>Mutable.</b> */
    private static final class Gathered {
        private double[] products;
        private int size;
        /** Those of the margin below. */
        private int before;

        Gathered(int capacity) {
            products = new double[capacity];
        }

        void add(double product, boolean inMarginBelow) {
            if (size == products.length) {
                products = Arrays.copyOf(products, 2 * size);
            }
            products[size++] = product;
            before += inMarginBelow ? 1 : 0;
        }
    }
}
