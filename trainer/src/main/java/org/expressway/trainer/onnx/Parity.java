package org.expressway.trainer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import org.expressway.trainer.recipe.TrainedModel;

/** Compares the exported bytes, run by ONNX Runtime as in the scorer, with the model they were written from. */
public final class Parity {
    /** Largest difference of a probability at which a model may be released. */
    public static final double TOLERANCE = 1e-5;

    private Parity() {}

    /**
     * @param rows samples × genes, corrected values, NaN allowed
     * @return the largest difference of any probability
     */
    public static double largestDifference(TrainedModel model, byte[] onnx, float[][] rows) {
        double[][] wanted = model.probabilities(rows);
        float[][] seen = run(onnx, model.standardisation().imputed(rows));
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < wanted[i].length; c++) {
                // NaN must not pass as no difference.
                double difference = Math.abs(wanted[i][c] - seen[i][c]);
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return largest;
    }

    /**
     * The same, and refuses a difference above {@link #TOLERANCE}.
     *
     * @throws IllegalStateException when the exported model is not the trained one
     */
    public static double require(TrainedModel model, byte[] onnx, float[][] rows) {
        double difference = largestDifference(model, onnx, rows);
        if (difference > TOLERANCE) {
            throw new IllegalStateException(
                    "the %s model gives other probabilities in ONNX Runtime than when trained: they differ by up to %.3g over %d samples, %.0e is allowed; nothing was released"
                            .formatted(model.recipe(), difference, rows.length, TOLERANCE));
        }
        return difference;
    }

    /** The probabilities that ONNX Runtime gives these rows (samples × genes, no gaps). */
    public static float[][] run(byte[] onnx, float[][] rows) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(onnx, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                    OrtSession.Result result = session.run(Map.of("expression", input))) {
                return (float[][]) result.get("probabilities").orElseThrow().getValue();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
        }
    }
}
