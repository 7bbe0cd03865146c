package org.expressway.analysis.drift;

/**
 * The evidence that some unknown share of genes has shifted (Xie and Siegmund 2013, Annals of Statistics 41:670):
 *
 * <pre>
 *   M = Σ_g f(a_g²),   f(s) = log(1 + p0 (e^{s/2} − 1)),   p0 = {@value #SHARE}
 * </pre>
 *
 * <p>a is a gene's moving average in its in-control standard deviations. A gene that has not moved adds next to
 * nothing, one that has adds a²/2 − log(1/p0); so few strong genes are seen as well as many weak ones. e^{s/2}
 * overflows from s = 1420, so f is taken as log-add-exp, {@link #exact}; a chart of 20,000 genes asks for it 20,000
 * times a sample, so it looks f up between points {@value #STEP} apart (error below 1e-4 each, of a sum of hundreds)
 * and goes on straight beyond s = {@value #END}, where f(s) = s/2 + log p0 to within 1e-13.
 */
final class GeneMixture {
    private static final double SHARE = .02;
    private static final int END = 80;
    private static final double STEP = 1 / 16.;
    private static final double LOG_SHARE = StrictMath.log(SHARE);
    private static final double[] TABLE = table();

    private GeneMixture() {}

    /** f(s) by log-add-exp, for any s from 0 up. */
    static double exact(double squared) {
        double low = StrictMath.log1p(-SHARE);
        double high = StrictMath.log(SHARE) + squared / 2;
        double most = Math.max(low, high);
        return most + StrictMath.log1p(StrictMath.exp(Math.min(low, high) - most));
    }

    /** f(s), looked up. */
    static double of(double squared) {
        double place = squared / STEP;
        if (!(place < TABLE.length - 1)) {
            return squared / 2 + LOG_SHARE;
        }
        int cell = (int) place;
        double below = TABLE[cell];
        return below + (place - cell) * (TABLE[cell + 1] - below);
    }

    private static double[] table() {
        double[] table = new double[(int) (END / STEP) + 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = exact(i * STEP);
        }
        return table;
    }
}
