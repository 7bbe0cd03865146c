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
    /** The same in single precision: of each cell its lower end and its rise, side by side. */
    private static final float[] CELLS = cells();

    private static final float PER_STEP = (float) (1 / STEP);

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

    /**
     * Σ f(a_g² · inverse), cells looked up in single precision: four sums side by side, in an order that never changes.
     *
     * @param inverse of the variance that averages have in control
     */
    static double sum(float[] averages, float inverse) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int g = 0;
        for (; g + 3 < averages.length; g += 4) {
            first += lookedUp(averages[g] * averages[g] * inverse);
            second += lookedUp(averages[g + 1] * averages[g + 1] * inverse);
            third += lookedUp(averages[g + 2] * averages[g + 2] * inverse);
            fourth += lookedUp(averages[g + 3] * averages[g + 3] * inverse);
        }
        for (; g < averages.length; g++) {
            first += lookedUp(averages[g] * averages[g] * inverse);
        }
        return (first + second) + (third + fourth);
    }

    private static float lookedUp(float squared) {
        float place = squared * PER_STEP;
        int cell = (int) place;
        if (cell >= TABLE.length - 1) {
            return (float) of(squared);
        }
        return CELLS[2 * cell] + (place - cell) * CELLS[2 * cell + 1];
    }

    private static float[] cells() {
        float[] cells = new float[2 * (TABLE.length - 1)];
        for (int i = 0; i < TABLE.length - 1; i++) {
            cells[2 * i] = (float) TABLE[i];
            cells[2 * i + 1] = (float) (TABLE[i + 1] - TABLE[i]);
        }
        return cells;
    }

    private static double[] table() {
        double[] table = new double[(int) (END / STEP) + 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = exact(i * STEP);
        }
        return table;
    }
}
