package org.expressway.scorer.explain;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.expressway.analysis.explain.Margin;
import org.expressway.analysis.explain.MarginPath;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's explanation graph in ONNX Runtime, one thread without spinning. Safe to share. Steps are run in parts, because an
 * attention model holds modules² values a step; gradients of parts are added.
 */
final class OnnxPath implements MarginPath {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final String ATTENTION = "attention";

    /** Values of one step's largest tensor times steps: 64 MB of float32. */
    private static final long MOST_VALUES = 1 << 24;

    private final OrtSession session;
    private final int classes;
    private final int stepsAtOnce;

    /**
     * @param modules of the attention; 0 where there is none
     * @throws IllegalArgumentException when ONNX Runtime refuses the graph
     */
    OnnxPath(ByteBuffer onnx, int classes, int modules) {
        this.classes = classes;
        this.stepsAtOnce = (int) Math.max(1, MOST_VALUES / Math.max(1024, (long) modules * modules));
        byte[] bytes = new byte[onnx.remaining()];
        onnx.duplicate().get(bytes);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = ENVIRONMENT.createSession(bytes, options);
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the explanation graph: " + e.getMessage(), e);
        }
    }

    @Override
    public Slopes along(float[] baseline, float[] values, double[] positions, double[] weights, Margin margin) {
        double[] margins = new double[positions.length];
        float[] gradient = new float[values.length];
        for (int from = 0; from < positions.length; from += stepsAtOnce) {
            int n = Math.min(stepsAtOnce, positions.length - from);
            float[] position = new float[n];
            float[] weight = new float[n * classes];
            for (int i = 0; i < n; i++) {
                position[i] = (float) positions[from + i];
                weight[i * classes + margin.top()] = (float) weights[from + i];
                weight[i * classes + margin.second()] = (float) -weights[from + i];
            }
            Outputs part = run(ends(baseline, values), position, weight, Set.of("logits", "gradient"));
            for (int i = 0; i < n; i++) {
                margins[from + i] = (double) part.rows()[i][margin.top()] - part.rows()[i][margin.second()];
            }
            for (int g = 0; g < gradient.length; g++) {
                gradient[g] += part.gradient()[g];
            }
        }
        return new Slopes(margins, gradient);
    }

    /** The weight of each module at a profile. */
    float[] attention(float[] values) {
        return run(ends(values, values), new float[1], new float[classes], Set.of(ATTENTION))
                .rows()[0];
    }

    boolean hasAttention() {
        return session.getOutputNames().contains(ATTENTION);
    }

    /** @param rows logits, or attention, a row a step */
    private record Outputs(float[][] rows, float[] gradient) {}

    private static FloatBuffer ends(float[] baseline, float[] values) {
        return FloatBuffer.allocate(2 * values.length).put(baseline).put(values).flip();
    }

    private Outputs run(FloatBuffer ends, float[] position, float[] weight, Set<String> outputs) {
        long steps = position.length;
        try (OnnxTensor e = OnnxTensor.createTensor(ENVIRONMENT, ends, new long[] {2, ends.remaining() / 2});
                OnnxTensor p = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(position), new long[] {steps, 1});
                OnnxTensor w =
                        OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(weight), new long[] {steps, classes});
                OrtSession.Result result = session.run(Map.of("expression", e, "position", p, "weight", w), outputs)) {
            String rows = outputs.contains(ATTENTION) ? ATTENTION : "logits";
            return new Outputs((float[][]) result.get(rows).orElseThrow().getValue(), gradient(result));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on the explanation graph: " + e.getMessage(), e);
        }
    }

    private static float[] gradient(OrtSession.Result result) throws OrtException {
        @Nullable
        Object value = result.get("gradient").isPresent()
                ? result.get("gradient").get().getValue()
                : null;
        return value instanceof float[] gradient ? gradient : new float[0];
    }
}
