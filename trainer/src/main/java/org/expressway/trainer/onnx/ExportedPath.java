package org.expressway.trainer.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.Set;
import org.expressway.analysis.classify.Softmax;
import org.expressway.analysis.explain.Margin;
import org.expressway.analysis.explain.MarginPath;
import org.expressway.trainer.recipe.Graph;
import org.expressway.trainer.recipe.TrainedModel;

/** An exported explanation in ONNX Runtime, to be held against the model it was written from. */
public final class ExportedPath implements MarginPath, AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;
    private final int classes;

    /** @throws IllegalStateException when ONNX Runtime refuses the bytes */
    public ExportedPath(byte[] onnx, int classes) {
        this.classes = classes;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = ENVIRONMENT.createSession(onnx, options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses the exported explanation: " + e.getMessage(), e);
        }
    }

    /**
     * Refuses an explanation whose logits are not the model's.
     *
     * @param rows samples × genes, no gaps
     * @throws IllegalStateException when a probability differs by more than {@link Parity#TOLERANCE}
     */
    public void require(TrainedModel model, float[][] rows) {
        double[][] wanted = model.probabilities(rows);
        for (int i = 0; i < rows.length; i++) {
            double[] seen = Softmax.of(logits(rows[i]));
            for (int c = 0; c < classes; c++) {
                if (!(Math.abs(seen[c] - wanted[i][c]) <= Parity.TOLERANCE)) {
                    throw new IllegalStateException(
                            "the explanation of the %s model has a probability of %.8f where the model has %.8f; nothing was released"
                                    .formatted(model.recipe(), seen[c], wanted[i][c]));
                }
            }
        }
    }

    private double[] logits(float[] row) {
        float[][] weights = new float[1][classes];
        float[] logits =
                run(new float[][] {row, row}, new float[][] {{1}}, weights).logits()[0];
        double[] all = new double[classes];
        for (int c = 0; c < classes; c++) {
            all[c] = logits[c];
        }
        return all;
    }

    @Override
    public Slopes along(float[] baseline, float[] values, double[] positions, double[] weights, Margin margin) {
        float[][] position = new float[positions.length][1];
        float[][] weight = new float[positions.length][classes];
        for (int i = 0; i < positions.length; i++) {
            position[i][0] = (float) positions[i];
            weight[i][margin.top()] = (float) weights[i];
            weight[i][margin.second()] = (float) -weights[i];
        }
        Outputs outputs = run(new float[][] {baseline, values}, position, weight);
        double[] margins = new double[positions.length];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = (double) outputs.logits()[i][margin.top()] - outputs.logits()[i][margin.second()];
        }
        return new Slopes(margins, outputs.gradient());
    }

    private record Outputs(float[][] logits, float[] gradient) {}

    private Outputs run(float[][] ends, float[][] position, float[][] weight) {
        try (OnnxTensor e = OnnxTensor.createTensor(ENVIRONMENT, ends);
                OnnxTensor p = OnnxTensor.createTensor(ENVIRONMENT, position);
                OnnxTensor w = OnnxTensor.createTensor(ENVIRONMENT, weight);
                OrtSession.Result result = session.run(
                        Map.of(Graph.INPUT, e, Graph.POSITION, p, Graph.WEIGHT, w), Set.of("logits", "gradient"))) {
            return new Outputs((float[][]) result.get("logits").orElseThrow().getValue(), (float[])
                    result.get("gradient").orElseThrow().getValue());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime fails on the exported explanation: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
