package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.calibrate.StrangenessFormat;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.analysis.classify.Softmax;
import org.expressway.schemas.avro.ConformalThreshold;
import org.expressway.schemas.avro.ModelBundle;

/**
 * A multinomial regression on the {@value #AXES} leading axes of a cohort's teachers, as a bundle of weights on genes, calibrated
 * on other people. Axes are scaled to one variance, so that plain descent with momentum arrives soon.
 */
final class CalibratedRegression {
    private static final int AXES = 20;
    private static final int STEPS = 150;
    private static final double MOMENTUM = .9;
    private static final double RATE = .5;
    private static final double PENALTY = 1e-3;

    private final LatentSpace space;
    private final double[] scale;
    private final double[][] weights;

    private CalibratedRegression(LatentSpace space, float[][] x, int[] y, int classes) {
        this.space = space;
        double[][] t = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            t[i] = space.place(x[i]).latent();
        }
        this.scale = scales(t);
        this.weights = descent(t, y, new double[classes][scale.length + 1]);
    }

    static ModelBundle bundle(PeopleOfCohort cohort, PeopleOfCohort.Sides sides, double alpha) throws InvalidModel {
        int classes = cohort.kinds().size();
        float[][] taught = cohort.rows(sides.taught());
        int[] y = cohort.kinds(sides.taught());
        LatentSpace space = LatentSpace.of(taught, y, classes);
        CalibratedRegression regression = new CalibratedRegression(space, taught, y, classes);
        ModelBundle bundle = ModelBundle.newBuilder(regression.onGenes().bundle())
                .setClasses(cohort.kinds())
                .build();
        return calibrated(bundle, space, cohort, sides.calibrated(), alpha);
    }

    private static ModelBundle calibrated(
            ModelBundle bundle, LatentSpace space, PeopleOfCohort cohort, int[] samples, double alpha)
            throws InvalidModel {
        Model model = new Model("uncalibrated", bundle);
        float[][] x = cohort.rows(samples);
        int[] y = cohort.kinds(samples);
        double[][] p = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            p[i] = model.score(x[i]).probabilities();
        }
        Temperature temperature = Temperature.of(p, y);
        LeastAmbiguousSets sets =
                LeastAmbiguousSets.of(temperature.apply(p), y, cohort.kinds().size(), alpha);
        return ModelBundle.newBuilder(bundle)
                .setTemperature(temperature.value())
                .setConformalThresholds(thresholds(sets, cohort.kinds()))
                .setStrangeness(ByteBuffer.wrap(StrangenessFormat.write(Strangeness.of(space, x))))
                .build();
    }

    private static List<ConformalThreshold> thresholds(LeastAmbiguousSets sets, List<String> classes) {
        List<ConformalThreshold> thresholds = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            thresholds.add(ConformalThreshold.newBuilder()
                    .setStage("FINAL")
                    .setSubtype(classes.get(c))
                    .setAlpha(sets.alpha())
                    .setThreshold(sets.thresholds()[c])
                    .setOwn(sets.ownThreshold()[c])
                    .setSamples(sets.samples())
                    .build());
        }
        return thresholds;
    }

    private static double[] scales(double[][] t) {
        double[] scale = new double[t[0].length];
        for (int k = 0; k < scale.length; k++) {
            double squares = 0;
            for (double[] row : t) {
                squares += row[k] * row[k];
            }
            scale[k] = 1 / Math.sqrt(squares / t.length);
        }
        return scale;
    }

    /** @param w classes x (axes and intercept), where it begins */
    private double[][] descent(double[][] t, int[] y, double[][] w) {
        double[][] speed = new double[w.length][w[0].length];
        for (int step = 0; step < STEPS; step++) {
            double[][] gradient = gradient(t, y, w);
            for (int c = 0; c < w.length; c++) {
                for (int k = 0; k < w[c].length; k++) {
                    speed[c][k] = MOMENTUM * speed[c][k] - RATE * (gradient[c][k] + PENALTY * w[c][k]);
                    w[c][k] += speed[c][k];
                }
            }
        }
        return w;
    }

    private double[][] gradient(double[][] t, int[] y, double[][] w) {
        double[][] gradient = new double[w.length][w[0].length];
        for (int i = 0; i < t.length; i++) {
            double[] p = Softmax.of(logits(t[i], w));
            for (int c = 0; c < w.length; c++) {
                double off = (p[c] - (c == y[i] ? 1 : 0)) / t.length;
                for (int k = 0; k < scale.length; k++) {
                    gradient[c][k] += off * t[i][k] * scale[k];
                }
                gradient[c][scale.length] += off;
            }
        }
        return gradient;
    }

    private double[] logits(double[] t, double[][] w) {
        double[] logits = new double[w.length];
        for (int c = 0; c < w.length; c++) {
            logits[c] = w[c][scale.length];
            for (int k = 0; k < scale.length; k++) {
                logits[c] += w[c][k] * t[k] * scale[k];
            }
        }
        return logits;
    }

    /** The same regression with a weight for each gene and class. */
    private SmallModel onGenes() {
        int genes = space.mean().length;
        float[][] onGenes = new float[genes][weights.length];
        double[] bias = IntStream.range(0, weights.length)
                .mapToDouble(c -> weights[c][scale.length])
                .toArray();
        for (int g = 0; g < genes; g++) {
            for (int c = 0; c < weights.length; c++) {
                double weight = 0;
                for (int k = 0; k < scale.length; k++) {
                    weight += weights[c][k] * scale[k] * space.axes()[k][g] * space.inverseSd()[g];
                }
                onGenes[g][c] = (float) weight;
                bias[c] -= onGenes[g][c] * space.mean()[g];
            }
        }
        float[] narrow = new float[bias.length];
        for (int c = 0; c < narrow.length; c++) {
            narrow[c] = (float) bias[c];
        }
        return new SmallModel(onGenes, narrow, space.mean());
    }
}
