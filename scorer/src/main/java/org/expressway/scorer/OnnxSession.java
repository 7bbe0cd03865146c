package org.expressway.scorer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph in ONNX Runtime: one thread, no spinning (beside Kafka on a small machine two spinning threads cost tenfold), rows in
 * and rows out. It is never closed: another thread may be in it, which would crash natively, and superseded ones are few.
 *
 * <p>A row's bits do not depend on the rows beside it. For a single row the matrix kernel takes another way through the weights
 * than for two or more, with other roundings; so one row is run as two, of which the second is thrown away.
 */
final class OnnxSession {
    /** Rows of a run: more gain nothing, and hold their records up. */
    static final int MOST_ROWS = 64;

    static final int THREADS = 1;

    private static final int FEWEST_ROWS = 2;
    private static final ThreadLocal<FloatBuffer> ROWS = ThreadLocal.withInitial(() -> FloatBuffer.allocate(0));

    private final OrtSession session;
    private final String input;
    private final Set<String> outputs;
    private final int width;

    /**
     * @param width values of a row
     * @throws InvalidModel when ONNX Runtime refuses the graph, or an input or output is missing
     */
    OnnxSession(byte[] graph, String input, int width, Set<String> outputs) throws InvalidModel {
        this.input = input;
        this.outputs = outputs;
        this.width = width;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(THREADS);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = OrtEnvironment.getEnvironment().createSession(graph, options);
        } catch (OrtException e) {
            throw new InvalidModel("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
        if (!session.getInputNames().contains(input)
                || !session.getOutputNames().containsAll(outputs)) {
            throw new InvalidModel("ONNX Runtime refuses the model: expected input " + input + " and outputs " + outputs
                    + ", seen " + session.getInputNames() + " and " + session.getOutputNames());
        }
    }

    /**
     * Runs up to {@value #MOST_ROWS} rows.
     *
     * @return by output, what it gives of each row, one behind the other
     */
    Map<String, float[]> run(List<float[]> rows) {
        if (rows.isEmpty() || rows.size() > MOST_ROWS) {
            throw new IllegalArgumentException(rows.size() + " rows, expected 1 to " + MOST_ROWS);
        }
        int count = Math.max(FEWEST_ROWS, rows.size());
        FloatBuffer in = room(count * width);
        rows.forEach(in::put);
        if (rows.size() < count) {
            in.put(rows.get(0));
        }
        return run(in.flip(), count, rows.size());
    }

    private Map<String, float[]> run(FloatBuffer in, int count, int wanted) {
        long[] shape = {count, width};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), in, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
            Map<String, float[]> all = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] kept = new float[values.remaining() / count * wanted];
                values.get(kept);
                all.put(output.getKey(), kept);
            }
            return all;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    /** Memory outside of the heap, which ONNX Runtime reads without a copy; a thread's own, and kept. */
    private static FloatBuffer room(int values) {
        if (ROWS.get().capacity() < values) {
            ROWS.set(ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer());
        }
        return ROWS.get().clear().limit(values);
    }
}
