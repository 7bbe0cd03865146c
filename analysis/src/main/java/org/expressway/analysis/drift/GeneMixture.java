package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * The evidence that some unknown share of genes has shifted (Xie and Siegmund 2013, Annals of Statistics 41:670):
 *
 * <pre>
 *   M = Σ_g f(a_g²),   f(s) = log(1 + p0 (e^{s/2} − 1)),   p0 = {@value #SHARE}
 * </pre>
 *
 * <p>a is a gene's moving average in its in-control standard deviations. A gene that has not moved adds next to
 * nothing, one that has adds a²/2 − log(1/p0); so few strong genes are seen as well as many weak ones. e^{s/2}
 * overflows from s = 1420, so f is taken as log-add-exp, {@link #exact}.
 *
 * <p>A chart of 20,000 genes asks for it 20,000 times a sample. {@link #sum} therefore multiplies what the logarithm is of,
 * gene by gene, and takes few logarithms of products, in loops over arrays that the JVM runs on vectors:
 *
 * <pre>
 *   Σ_g f(s_g) = log Π_g (1 − p0 + p0 e^{min(s_g, END)/2}) + Σ_g max(0, s_g − END)/2
 *   e^y = e^{MIDDLE} · P((y − MIDDLE)/64)^64,   P the exponential series up to the fifth power
 * </pre>
 *
 * <p>in single precision: |(y − MIDDLE)/64| is at most .16, where P errs by 2e-8, and six squarings make that and their
 * own rounding about 1e-5 of each gene's factor, of a sum of hundreds. Beyond END = {@value #END} f is straight to within 1e-7.
 */
final class GeneMixture {
    private static final double SHARE = .02;
    private static final float END = 40;
    private static final float MIDDLE = END / 4;
    private static final float SCALE = (float) (SHARE * StrictMath.exp(MIDDLE));
    /** Products that stay below the greatest float: each factor is at most .02 e^20, 1e7. */
    private static final int FACTORS = 4;

    private static final int LANES = 256;
    private static final double LEAST = 0x1p-900;
    private static final double MOST = 0x1p900;

    private GeneMixture() {}

    /** f(s) by log-add-exp, for any s from 0 up. */
    static double exact(double squared) {
        double low = StrictMath.log1p(-SHARE);
        double high = StrictMath.log(SHARE) + squared / 2;
        double most = Math.max(low, high);
        return most + StrictMath.log1p(StrictMath.exp(Math.min(low, high) - most));
    }

    /**
     * Σ f(a_g² · inverse), in an order that never changes.
     *
     * @param inverse of the variance that averages have in control
     */
    static double sum(float[] averages, float inverse) {
        float[] squares = new float[LANES];
        float[] products = new float[LANES];
        float[] beyond = new float[LANES];
        Arrays.fill(products, 1);
        double logs = 0;
        int tiles = (averages.length + LANES - 1) / LANES;
        for (int t = 0; t < tiles; t++) {
            square(averages, t * LANES, inverse, squares);
            multiply(squares, products, beyond);
            if (t % FACTORS == FACTORS - 1 || t == tiles - 1) {
                logs += logOfProduct(products);
                Arrays.fill(products, 1);
            }
        }
        // A place beyond the last gene counts as one that has not moved, f(0) = 0.
        double straight = 0;
        for (float one : beyond) {
            straight += one;
        }
        return logs + straight / 2;
    }

    private static void square(float[] averages, int from, float inverse, float[] squares) {
        int width = Math.min(LANES, averages.length - from);
        for (int j = 0; j < width; j++) {
            float one = averages[from + j];
            squares[j] = one * one * inverse;
        }
        Arrays.fill(squares, width, LANES, 0);
    }

    private static void multiply(float[] squares, float[] products, float[] beyond) {
        for (int j = 0; j < LANES; j++) {
            float s = squares[j];
            float within = Math.min(s, END);
            beyond[j] += s - within;
            float x = (within * .5f - MIDDLE) * (1f / 64);
            float p = 1 + x * (1 + x * (1f / 2 + x * (1f / 6 + x * (1f / 24 + x * (1f / 120)))));
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            p *= p;
            products[j] *= (float) (1 - SHARE) + SCALE * p;
        }
    }

    private static double logOfProduct(float[] products) {
        double log = 0;
        double product = 1;
        for (float one : products) {
            product *= one;
            if (product > MOST || product < LEAST) {
                log += StrictMath.log(product);
                product = 1;
            }
        }
        return log + StrictMath.log(product);
    }
}
