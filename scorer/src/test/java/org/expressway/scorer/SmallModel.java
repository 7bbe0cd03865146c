package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.FloatVector;

/** A softmax regression with weights from a seed, as a bundle, and what it says computed in plain double precision. */
record SmallModel(float[][] weights, float[] bias, float[] means) {
    static {
        AvroSafety.apply(); // before a record is built whose enum takes its default
    }

    static final String REFERENCE = "reference";

    static SmallModel random(long seed, int genes, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] weights = new float[genes][classes];
        for (float[] row : weights) {
            fill(row, random);
        }
        return new SmallModel(weights, filled(classes, random), filled(genes, random));
    }

    ModelBundle bundle() {
        return bundle(TinyOnnx.softmaxRegression(weights, bias));
    }

    ModelBundle bundle(byte[] onnx) {
        return ModelBundle.newBuilder()
                .setModel("subtype")
                .setRecipe("logistic")
                .setReferenceId(REFERENCE)
                .setPanelId("panel")
                .setClasses(classes())
                .setImputation(FloatVector.of(means))
                .setOnnx(ByteBuffer.wrap(onnx))
                .setDataFingerprint("fingerprint")
                .setSeed(1)
                .build();
    }

    List<String> classes() {
        return IntStream.range(0, bias.length).mapToObj(k -> "class" + k).toList();
    }

    /** @param values NaN takes the mean */
    double[] probabilities(float[] values) {
        double[] odds = new double[bias.length];
        double sum = 0;
        for (int k = 0; k < odds.length; k++) {
            double logit = bias[k];
            for (int g = 0; g < values.length; g++) {
                logit += (double) (Float.isNaN(values[g]) ? means[g] : values[g]) * weights[g][k];
            }
            odds[k] = Math.exp(logit);
            sum += odds[k];
        }
        for (int k = 0; k < odds.length; k++) {
            odds[k] /= sum;
        }
        return odds;
    }

    private static float[] filled(int size, SplittableRandom random) {
        float[] values = new float[size];
        fill(values, random);
        return values;
    }

    private static void fill(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
    }
}
