package org.expressway.analysis.math;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

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
 * side, and whatever is left out lies on its side for certain. Products below 2^-126 count as none.
 *
 * <p>Places that do not take part are multiplied by 0 with all others: the JVM does that on vectors, where picking 16,800
 * of 20,000 places took as long again as all the rest. Nor is there memory to be had anew for each sample, which alone was
 * a fifth. For any number of threads.
 */
public final class ProductMedian {
    private static final int SHIFT = 18;
    private static final int BUCKETS = 1 << (Integer.SIZE - SHIFT);
    private static final int FIRST = Float.floatToRawIntBits(Float.MIN_NORMAL) >>> SHIFT;
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >>> SHIFT;
    /** Buckets that are passed over at once on the way to the middle. */
    private static final int STRIDE = 256;

    private static final int MARGIN = 8;
    private static final double LEAST = 0x1p-100;
    private static final double GREATEST = 0x1p100;

    private final double[] weights;
    private final float[] rounded;
    /** Whether every weight is well within what a float holds. */
    private final boolean counts;
    /** Null while a thread has it; another one that comes meanwhile makes its own. */
    private final AtomicReference<Scratch> spare = new AtomicReference<>();

    /** What one call writes on. */
    private record Scratch(float[] products, int[] buckets) {}

    /** @param weights one for each place, 0 where a place does not take part; not copied, not to be changed */
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
     * @param x one for each place
     */
    public double[] middle(float[] x) {
        if (!counts) {
            return middleOfAll(x);
        }
        Scratch mine = spare.getAndSet(null);
        Scratch scratch = mine == null ? new Scratch(new float[weights.length], new int[BUCKETS]) : mine;
        try {
            return middle(x, scratch);
        } finally {
            spare.set(scratch);
        }
    }

    private double[] middle(float[] x, Scratch scratch) {
        multiply(x, rounded, scratch.products());
        count(scratch.products(), scratch.buckets());
        int positive = sum(scratch.buckets(), FIRST, INFINITE + 1);
        return positive == 0 ? new double[0] : middle(x, scratch.products(), scratch.buckets(), positive);
    }

    private static void multiply(float[] x, float[] weights, float[] products) {
        for (int i = 0; i < products.length; i++) {
            products[i] = x[i] * weights[i];
        }
    }

    private static void count(float[] products, int[] buckets) {
        Arrays.fill(buckets, 0);
        for (float product : products) {
            buckets[Float.floatToRawIntBits(product) >>> SHIFT]++;
        }
    }

    private static int sum(int[] buckets, int from, int to) {
        int sum = 0;
        for (int b = from; b < to; b++) {
            sum += buckets[b];
        }
        return sum;
    }

    private double[] middle(float[] x, float[] products, int[] buckets, int positive) {
        int first = bucketOf((positive - 1) / 2, buckets);
        int last = bucketOf(positive / 2, buckets);
        double[] gathered = new double[sum(buckets, first - 1, last + 2)];
        int begin = (first << SHIFT) - MARGIN;
        int length = ((last + 1) << SHIFT) + MARGIN - begin;
        int size = 0;
        int below = sum(buckets, FIRST, first);
        for (int i = 0; i < products.length; i++) {
            int bits = Float.floatToRawIntBits(products[i]) - begin;
            // One unsigned comparison: two would make a jump that half of the values take.
            if (Integer.compareUnsigned(bits, length) < 0) {
                below -= bits < MARGIN ? 1 : 0;
                gathered[size++] = x[i] * weights[i];
            }
        }
        return middle(gathered, size, (positive - 1) / 2 - below, positive / 2 - below);
    }

    /** The bucket of the product with this rank among the positive ones. */
    private static int bucketOf(int rank, int[] buckets) {
        int bucket = FIRST;
        int below = 0;
        int stride = sum(buckets, bucket, bucket + STRIDE);
        while (below + stride <= rank) {
            below += stride;
            bucket += STRIDE;
            stride = sum(buckets, bucket, bucket + STRIDE);
        }
        while (below + buckets[bucket] <= rank) {
            below += buckets[bucket++];
        }
        return bucket;
    }

    private double[] middleOfAll(float[] x) {
        double[] positive = IntStream.range(0, weights.length)
                .mapToDouble(i -> x[i] * weights[i])
                .filter(product -> product > 0)
                .toArray();
        int size = positive.length;
        return size == 0 ? positive : middle(positive, size, (size - 1) / 2, size / 2);
    }

    private static double[] middle(double[] products, int size, int lower, int upper) {
        double atUpper = Quickselect.select(products, size, upper);
        double atLower = lower == upper ? atUpper : Quickselect.greatestBelow(products, upper);
        return new double[] {atLower, atUpper};
    }
}
