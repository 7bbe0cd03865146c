package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The axes that genes vary along together within the classes. Parts a standardised sample into its places on them and what is
 * left of each gene, both of variance 1 in control, so that genes move by themselves and are judged by themselves:
 *
 * <pre>
 *   place_k = (a_k·z − mean_k) / sd_k        rest_g = (z_g − Σ_k a_kg a_k·z) / s_g
 * </pre>
 *
 * <p>Unparted, a factor that 2,000 genes share moves them all a little at once in control; a shift of twenty was lost in that.
 *
 * @param axes orthonormal, within the classes
 * @param mean of the scores, one an axis
 * @param sd of the scores, one an axis
 * @param restSd of what is left, one a gene
 */
record LatentFrame(Axes axes, double[] mean, double[] sd, float[] restSd) {
    private static final double SD_FLOOR = 1e-3;
    private static final float REST_FLOOR = .05f;

    /**
     * Learns axes, and what they leave, from standardised samples. Means and spreads of the scores are not known yet.
     *
     * @param z the samples from the first on, each time it is asked
     */
    static LatentFrame of(Supplier<Stream<float[]>> z, int genes, int count) {
        Axes axes = Axes.of(z, genes, count);
        double[] squares = new double[genes];
        int[] present = new int[genes];
        z.get().forEachOrdered(row -> {
            float[] rest = axes.rest(row, axes.scores(row));
            for (int g = 0; g < genes; g++) {
                squares[g] += Float.isNaN(rest[g]) ? 0 : rest[g] * rest[g];
                present[g] += Float.isNaN(rest[g]) ? 0 : 1;
            }
        });
        float[] restSd = new float[genes];
        for (int g = 0; g < genes; g++) {
            int freedom = present[g] - axes.count();
            restSd[g] = freedom < 1 ? 1 : Math.max(REST_FLOOR, (float) Math.sqrt(squares[g] / freedom));
        }
        double[] one = new double[axes.count()];
        Arrays.fill(one, 1);
        return new LatentFrame(axes, new double[axes.count()], one, restSd);
    }

    /** No axes: what is left is all. */
    static LatentFrame none(int genes) {
        float[] one = new float[genes];
        Arrays.fill(one, 1);
        return new LatentFrame(new Axes(new float[0][]), new double[0], new double[0], one);
    }

    /** The same axes with means and spreads of the scores, from samples that they have not seen. */
    LatentFrame measuredOn(Stream<float[]> z) {
        double[][] scores = z.map(row -> axes.scores(row)).toArray(double[][]::new);
        double[] means = new double[axes.count()];
        double[] sds = new double[axes.count()];
        for (int k = 0; k < means.length; k++) {
            int axis = k;
            means[k] = Arrays.stream(scores).mapToDouble(s -> s[axis]).average().orElse(0);
            double squares = Arrays.stream(scores)
                    .mapToDouble(s -> (s[axis] - means[axis]) * (s[axis] - means[axis]))
                    .sum();
            sds[k] = Math.max(SD_FLOOR, Math.sqrt(squares / Math.max(1, scores.length - 1)));
        }
        return new LatentFrame(axes, means, sds, restSd);
    }

    int count() {
        return axes.count();
    }

    /** @param z standardised by class; NaN is missing */
    Parted parted(float[] z) {
        double[] scores = axes.scores(z);
        return new Parted(places(scores), axes.rest(z, scores, restSd));
    }

    /** The same as a chart takes it, what is left in steps. */
    Steps steps(float[] z) {
        double[] scores = axes.scores(z);
        byte[] genes = new byte[z.length];
        axes.rest(z, scores, restSd, (tile, t) -> Observation.round(tile, t, genes));
        return new Steps(places(scores), genes);
    }

    private double[] places(double[] scores) {
        double[] places = new double[scores.length];
        for (int k = 0; k < places.length; k++) {
            places[k] = (scores[k] - mean[k]) / sd[k];
        }
        return places;
    }

    /** What averages of the parts say of each gene as a whole, in its standard deviations. */
    float[] joined(double[] places, float[] rest) {
        float[] z = new float[rest.length];
        for (int g = 0; g < z.length; g++) {
            z[g] = rest[g] * restSd[g];
        }
        for (int k = 0; k < places.length; k++) {
            float score = (float) (places[k] * sd[k]);
            float[] axis = axes.rows()[k];
            for (int g = 0; g < z.length; g++) {
                z[g] += score * axis[g];
            }
        }
        return z;
    }

    /**
     * A sample in parts, what is left rounded as {@link Observation} says.
     *
     * @param places one an axis
     * @param genes one a gene
     */
    record Steps(double[] places, byte[] genes) {}

    /**
     * A sample in parts.
     *
     * @param places one an axis
     * @param rest one a gene; NaN is missing
     */
    record Parted(double[] places, float[] rest) {
        /** Natural logarithm of the mean square of what is left; NaN where no gene is there. */
        double logEnergy() {
            double sum = 0;
            int present = 0;
            for (float one : rest) {
                sum += Float.isNaN(one) ? 0 : one * one;
                present += Float.isNaN(one) ? 0 : 1;
            }
            return present == 0 ? Double.NaN : Energy.log(sum, present);
        }
    }
}
