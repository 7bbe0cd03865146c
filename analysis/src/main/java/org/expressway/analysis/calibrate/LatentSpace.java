package org.expressway.analysis.calibrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.math.PrincipalAxes;

/**
 * The leading principal axes of the training samples, and where each class lies on them: what a sample's strangeness is
 * measured in, whatever the classifier.
 *
 * <pre>
 *   z = (x − mean) / max(sd, .05)            a missing gene: z = 0, not counted
 *   t = axes · z                             the place in the latent space
 *   energy   = Σ_g (z_g − (axesᵀ t)_g)² / genes present             what the axes do not explain
 *   distance = min over classes of Σ_k (t_k − centroid_k)² / within_k    squared, in within-class sd of each axis
 * </pre>
 *
 * <p>The energy sees a sample that varies in ways no training sample did, the distance one that lies between or beyond the
 * classes. Axes are as many as explain the training samples, at most {@value #MOST_AXES} and at most a tenth of the samples, so
 * that directions which are mere noise of the training set stay out. The within-class variance is taken per axis and
 * pooled over classes (divisor n − classes, floored at 1e-6): with axes of largest variance a full covariance adds little
 * and needs more samples.
 */
public final class LatentSpace {
    private static final int MOST_AXES = 20;
    /** Samples whose partial sums, 20 kB each, stay in a core's cache beside the tile that they share. */
    private static final int TOGETHER = 8;

    private static final double SD_FLOOR = .05;
    private static final double VARIANCE_FLOOR = 1e-6;

    private final float[] mean;
    private final float[] inverseSd;
    private final float[][] axes;
    private final double[][] centroids;
    private final double[] within;
    private final Tiles tiles;

    /** Where a sample lies. */
    public record Place(double[] latent, double energy, double distance) {}

    /**
     * A space that was learned before.
     *
     * @param mean per gene, of the training samples
     * @param inverseSd per gene
     * @param axes axes × genes, orthonormal
     * @param centroids classes × axes; a row of NaN for a class without training samples
     * @param within per axis, pooled variance within the classes
     */
    public LatentSpace(float[] mean, float[] inverseSd, float[][] axes, double[][] centroids, double[] within) {
        this.mean = mean;
        this.inverseSd = inverseSd;
        this.axes = axes;
        this.centroids = centroids;
        this.within = within;
        this.tiles = Tiles.of(axes, mean, inverseSd);
    }

    /** Per gene, of the training samples. */
    public float[] mean() {
        return mean;
    }

    public float[] inverseSd() {
        return inverseSd;
    }

    /** Axes × genes. */
    public float[][] axes() {
        return axes;
    }

    /** Classes × axes. */
    public double[][] centroids() {
        return centroids;
    }

    /** Variance within the classes on each axis. */
    public double[] within() {
        return within;
    }

    /**
     * Learns axes and centroids.
     *
     * @param x training samples × genes, at least two rows; NaN is missing
     * @param y per sample its class index
     */
    public static LatentSpace of(float[][] x, int[] y, int classes) {
        return of(Arrays.asList(x), y, classes);
    }

    /** The same of rows that need not be in memory together; they are gone through some twenty times. */
    public static LatentSpace of(List<float[]> x, int[] y, int classes) {
        int genes = x.get(0).length;
        float[] mean = new float[genes];
        float[] inverseSd = new float[genes];
        moments(x, mean, inverseSd);
        int count = Math.max(1, Math.min(MOST_AXES, Math.min(x.size() / 10, genes - 1)));
        Iterable<double[]> z =
                () -> x.stream().map(row -> standardised(row, mean, inverseSd)).iterator();
        double[][] axes = PrincipalAxes.of(z, genes, count);
        double[][] latent = x.stream()
                .map(row -> PrincipalAxes.scores(axes, standardised(row, mean, inverseSd)))
                .toArray(double[][]::new);
        double[][] centroids = centroids(latent, y, classes, count);
        return new LatentSpace(mean, inverseSd, narrowed(axes), centroids, within(latent, y, centroids));
    }

    public int dimensions() {
        return axes.length;
    }

    /** @param x one value a gene; NaN is missing */
    public Place place(float[] x) {
        return places(List.of(x), new int[] {missing(x)}).get(0);
    }

    /**
     * Places samples together, each as if it were alone, to the bit.
     *
     * @param x samples × genes
     * @param missing per sample how many of its values are NaN
     */
    public List<Place> places(List<float[]> x, int[] missing) {
        List<Place> places = new ArrayList<>(x.size());
        for (int from = 0; from < x.size(); from += TOGETHER) {
            int to = Math.min(x.size(), from + TOGETHER);
            List<float[]> some = x.subList(from, to);
            List<Projection> projections = IntStream.range(from, to)
                    .mapToObj(i -> new Projection(tiles, axes.length, missing[i]))
                    .toList();
            Projection.together(projections, some);
            for (int i = 0; i < some.size(); i++) {
                places.add(place(projections.get(i), some.get(i)));
            }
        }
        return places;
    }

    private Place place(Projection projection, float[] x) {
        double[] latent = projection.latent();
        return new Place(latent, projection.energy(x), distance(latent));
    }

    private static int missing(float[] x) {
        int missing = 0;
        for (float value : x) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing;
    }

    private double distance(double[] latent) {
        return Arrays.stream(centroids)
                .filter(centroid -> !Double.isNaN(centroid[0]))
                .mapToDouble(centroid -> IntStream.range(0, latent.length)
                        .mapToDouble(k -> (latent[k] - centroid[k]) * (latent[k] - centroid[k]) / within[k])
                        .sum())
                .min()
                .orElse(0);
    }

    private static void moments(List<float[]> x, float[] mean, float[] inverseSd) {
        double[] sum = new double[mean.length];
        double[] squares = new double[mean.length];
        int[] n = new int[mean.length];
        for (float[] row : x) {
            for (int g = 0; g < mean.length; g++) {
                if (!Float.isNaN(row[g])) {
                    n[g]++;
                    double before = row[g] - (n[g] == 1 ? row[g] : sum[g] / (n[g] - 1));
                    sum[g] += row[g];
                    squares[g] += before * (row[g] - sum[g] / n[g]);
                }
            }
        }
        for (int g = 0; g < mean.length; g++) {
            mean[g] = n[g] == 0 ? 0 : (float) (sum[g] / n[g]);
            inverseSd[g] = (float) (1 / Math.max(SD_FLOOR, n[g] == 0 ? 0 : Math.sqrt(squares[g] / n[g])));
        }
    }

    private static double[] standardised(float[] row, float[] mean, float[] inverseSd) {
        double[] z = new double[row.length];
        for (int g = 0; g < z.length; g++) {
            z[g] = Float.isNaN(row[g]) ? 0 : (row[g] - (double) mean[g]) * inverseSd[g];
        }
        return z;
    }

    private static double[][] centroids(double[][] latent, int[] y, int classes, int axes) {
        double[][] centroids = new double[classes][axes];
        int[] n = new int[classes];
        for (int i = 0; i < y.length; i++) {
            n[y[i]]++;
            for (int k = 0; k < axes; k++) {
                centroids[y[i]][k] += latent[i][k];
            }
        }
        for (int c = 0; c < classes; c++) {
            for (int k = 0; k < axes; k++) {
                centroids[c][k] = n[c] == 0 ? Double.NaN : centroids[c][k] / n[c];
            }
        }
        return centroids;
    }

    private static double[] within(double[][] latent, int[] y, double[][] centroids) {
        double[] within = new double[centroids[0].length];
        long occurring = Arrays.stream(y).distinct().count();
        for (int k = 0; k < within.length; k++) {
            for (int i = 0; i < y.length; i++) {
                double off = latent[i][k] - centroids[y[i]][k];
                within[k] += off * off;
            }
            within[k] = Math.max(VARIANCE_FLOOR, within[k] / Math.max(1, y.length - occurring));
        }
        return within;
    }

    private static float[][] narrowed(double[][] axes) {
        float[][] narrow = new float[axes.length][];
        for (int k = 0; k < axes.length; k++) {
            narrow[k] = new float[axes[k].length];
            for (int g = 0; g < narrow[k].length; g++) {
                narrow[k][g] = (float) axes[k][g];
            }
        }
        return narrow;
    }
}
