package org.expressway.trainer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.recipe.Graph;
import org.expressway.trainer.recipe.TrainedModel;

/** Compares the exported bytes, run by ONNX Runtime as in the scorer, with the model they were written from. */
public final class Parity {
    /** Largest difference of a probability at which a model may be released. */
    public static final double TOLERANCE = 1e-5;

    private Parity() {}

    /**
     * @param rows samples × genes, corrected values, NaN allowed
     * @return the largest difference of any probability, and of whatever further the model says, there as a share of the
     *     larger of 1 and the output's largest value
     */
    public static double largestDifference(TrainedModel model, byte[] onnx, float[][] rows) {
        Map<String, float[][]> wanted = new LinkedHashMap<>(model.further(rows));
        wanted.put("probabilities", floats(model.probabilities(rows)));
        Map<String, float[][]> seen = run(onnx, model.standardisation().imputed(rows), wanted.keySet());
        return wanted.entrySet().stream()
                .mapToDouble(output -> difference(
                        output.getValue(), Objects.requireNonNull(seen.get(output.getKey()), output.getKey())))
                .max()
                .orElseThrow();
    }

    /** The same of any number of rows, some at once. */
    public static double largestDifference(TrainedModel model, byte[] onnx, Profiles rows) {
        return rows.chunks(TrainedModel.CHUNK)
                .mapToDouble(chunk -> largestDifference(model, onnx, chunk))
                .max()
                .orElseThrow();
    }

    private static double difference(float[][] wanted, float[][] seen) {
        double largest = 0;
        double scale = 1;
        for (int i = 0; i < wanted.length; i++) {
            for (int c = 0; c < wanted[i].length; c++) {
                double difference = Math.abs((double) wanted[i][c] - seen[i][c]);
                scale = Math.max(scale, Math.abs(wanted[i][c]));
                // NaN must not pass as no difference.
                largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
            }
        }
        return largest / scale;
    }

    private static float[][] floats(double[][] values) {
        float[][] out = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            out[i] = new float[values[i].length];
            for (int c = 0; c < out[i].length; c++) {
                out[i][c] = (float) values[i][c];
            }
        }
        return out;
    }

    /**
     * The same, and refuses a difference above {@link #TOLERANCE}.
     *
     * @throws IllegalStateException when the exported model is not the trained one
     */
    public static double require(TrainedModel model, byte[] onnx, Profiles rows) {
        double difference = largestDifference(model, onnx, rows);
        if (difference > TOLERANCE) {
            throw new IllegalStateException(
                    "the %s model gives other values in ONNX Runtime than when trained: they differ by up to %.3g over %d samples, %.0e is allowed; nothing was released"
                            .formatted(model.recipe(), difference, rows.size(), TOLERANCE));
        }
        return difference;
    }

    /** The probabilities that ONNX Runtime gives these rows (samples × genes, no gaps). */
    public static float[][] probabilities(byte[] onnx, float[][] rows) {
        return Objects.requireNonNull(run(onnx, rows, Set.of("probabilities")).get("probabilities"));
    }

    private static Map<String, float[][]> run(byte[] onnx, float[][] rows, Set<String> outputs) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (OrtSession session = environment.createSession(onnx, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                    OrtSession.Result result = session.run(Map.of(Graph.INPUT, input), outputs)) {
                Map<String, float[][]> values = new HashMap<>();
                for (String output : outputs) {
                    values.put(
                            output, (float[][]) result.get(output).orElseThrow().getValue());
                }
                return values;
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
        }
    }
}
