package org.expressway.analysis.math;

/**
 * The middle of many positive products x[at[i]] y[i], by counting instead of comparing.
 *
 * <p>A quickselect mispredicts every second comparison, which is most of its cost: 250 µs for 20,000 products. The bits
 * of positive doubles are ordered as they are, so their upper bits number buckets: 128 to the octave from 2^-16 to 2^16,
 * with all that lies beyond in the first and the last. One pass counts, one gathers the about 1 % in the middle bucket,
 * and quickselect has only these. Both passes multiply anew, so that no product is written down: as fast, without an
 * array a call. About 50 µs in all for a panel of 20,000. Nothing is drawn at random, and skewed values cost time, never
 * correctness.
 */
public final class ProductMedian {
    /** Of the last bucket; the first is 0. */
    private static final int LAST = 4096;

    private static final int BUCKET_SHIFT = 45;
    /** Upper bits of what the first bucket ends before. */
    private static final int FIRST = (int) (Double.doubleToRawLongBits(0x1p-16) >> BUCKET_SHIFT) - 1;

    private static final long ABOVE_ALL = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) + 1;

    private ProductMedian() {}

    /**
     * The lower and the upper middle of the positive products, the same twice when their number is odd; empty when none
     * is positive. NaN is not.
     *
     * @param at places of {@code x}, as many as {@code y}
     */
    public static double[] middle(float[] x, int[] at, double[] y) {
        int[] counts = new int[LAST + 1];
        int positive = count(x, at, y, counts);
        if (positive == 0) {
            return new double[0];
        }
        int lower = (positive - 1) / 2;
        int upper = positive / 2;
        int first = 0;
        int below = 0;
        while (below + counts[first] <= lower) {
            below += counts[first++];
        }
        int last = first;
        int upTo = below + counts[first];
        while (upTo <= upper) {
            upTo += counts[++last];
        }
        double[] gathered = new double[upTo - below];
        gather(x, at, y, from(first), from(last + 1), gathered);
        double atUpper = Quickselect.select(gathered, gathered.length, upper - below);
        double atLower = lower == upper ? atUpper : Quickselect.greatestBelow(gathered, upper - below);
        return new double[] {atLower, atUpper};
    }

    /**
     * Counts the positive products by bucket. Which genes are expressed cannot be predicted, so the loop has no jump: all
     * products are counted, those that are not positive in the first bucket or, NaN, in either end, and taken off again.
     */
    private static int count(float[] x, int[] at, double[] y, int[] counts) {
        int above = 0;
        for (int i = 0; i < at.length; i++) {
            long bits = Double.doubleToRawLongBits(x[at[i]] * y[i]);
            counts[bucket(bits)]++;
            // The sign bit of both is set above 0 alone.
            above += (int) ((~bits & -bits) >>> 63);
        }
        counts[0] -= at.length - above;
        int missing = counts[LAST] == 0 ? 0 : missing(x, at, y);
        counts[LAST] -= missing;
        return above - missing;
    }

    /** How many are NaN with the sign bit of a positive number. */
    private static int missing(float[] x, int[] at, double[] y) {
        int missing = 0;
        for (int i = 0; i < at.length; i++) {
            missing += Double.doubleToRawLongBits(x[at[i]] * y[i]) >= ABOVE_ALL ? 1 : 0;
        }
        return missing;
    }

    /** Products with bits from {@code from} to before {@code to}; there is room for exactly these. */
    private static void gather(float[] x, int[] at, double[] y, long from, long to, double[] into) {
        int gathered = 0;
        for (int i = 0; i < at.length; i++) {
            double product = x[at[i]] * y[i];
            // One unsigned comparison: two would make a jump that half of the values take.
            if (Long.compareUnsigned(Double.doubleToRawLongBits(product) - from, to - from) < 0) {
                into[gathered++] = product;
            }
        }
    }

    private static int bucket(long bits) {
        return Math.min(LAST, Math.max(0, (int) (bits >> BUCKET_SHIFT) - FIRST));
    }

    /** Bits of the smallest value of a bucket: of the first, the smallest positive number. */
    private static long from(int bucket) {
        if (bucket == 0) {
            return 1;
        }
        return bucket > LAST ? ABOVE_ALL : (long) (bucket + FIRST) << BUCKET_SHIFT;
    }
}
