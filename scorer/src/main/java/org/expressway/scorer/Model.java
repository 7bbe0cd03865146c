package org.expressway.scorer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.RuntimeFingerprint;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.scorer.explain.Explainer;

/**
 * A bundle's classifier in ONNX Runtime, tried once before it serves: one thread, no spinning (beside Kafka on a small machine two spinning threads
 * cost tenfold), so the same input gives the same bits. Safe to share between threads. The session lives as long as the
 * process: a superseded model is small beside the heap, and closing it while another thread scores would crash natively.
 */
public final class Model {
    private static final int THREADS = 1;
    private static final String INPUT = "expression";
    private static final String OUTPUT = "probabilities";

    /** @param probabilities one a class, in the order of the bundle; @param imputed missing genes replaced */
    public record Scores(double[] probabilities, int imputed) {}

    private final String bundleSha256;
    private final ModelBundle bundle;
    private final float[] imputation;
    private final OrtSession session;
    private final RuntimeFingerprint runtime;
    private final Optional<Explainer> explainer;

    /** @throws InvalidModel when the bundle's parts do not fit each other, or ONNX Runtime refuses the model */
    public Model(String bundleSha256, ModelBundle bundle) throws InvalidModel {
        this.bundleSha256 = bundleSha256;
        this.bundle = bundle;
        this.imputation = FloatVector.toArray(bundle.getImputation());
        this.session = session(bundle);
        this.runtime = new RuntimeFingerprint(
                "onnxruntime " + OrtEnvironment.getEnvironment().getVersion(), ProcessorName.describe(), THREADS);
        tryOut();
        this.explainer = explainer(bundle);
    }

    private static Optional<Explainer> explainer(ModelBundle bundle) throws InvalidModel {
        try {
            return Explainer.of(bundle);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("it cannot explain itself: " + e.getMessage(), e);
        }
    }

    /** What explains its calls; empty for a bundle that cannot. */
    public Optional<Explainer> explainer() {
        return explainer;
    }

    /** Scores the training means: a bundle that fails here would fail at every sample. */
    private void tryOut() throws InvalidModel {
        List<String> classes = bundle.getClasses();
        if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
            throw new InvalidModel("expected two or more different classes, seen " + classes);
        }
        int seen;
        try {
            seen = score(imputation).probabilities().length;
        } catch (RuntimeException e) {
            throw new InvalidModel("it does not score its own training means: " + e.getMessage(), e);
        }
        if (seen != classes.size()) {
            throw new InvalidModel(
                    "expected " + classes.size() + " probabilities, one a class of " + classes + ", seen " + seen);
        }
    }

    private static OrtSession session(ModelBundle bundle) throws InvalidModel {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(THREADS);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            ByteBuffer onnx = bundle.getOnnx().duplicate();
            byte[] bytes = new byte[onnx.remaining()];
            onnx.get(bytes);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(bytes, options);
            if (!session.getInputNames().contains(INPUT)
                    || !session.getOutputNames().contains(OUTPUT)) {
                throw new OrtException("expected input " + INPUT + " and output " + OUTPUT + ", seen "
                        + session.getInputNames() + " and " + session.getOutputNames());
            }
            return session;
        } catch (OrtException e) {
            throw new InvalidModel("ONNX Runtime refuses the model: " + e.getMessage(), e);
        }
    }

    public String bundleSha256() {
        return bundleSha256;
    }

    public String name() {
        return bundle.getModel();
    }

    public String referenceId() {
        return bundle.getReferenceId();
    }

    public List<String> classes() {
        return bundle.getClasses();
    }

    /** How many genes a profile has. */
    public int genes() {
        return imputation.length;
    }

    public RuntimeFingerprint runtime() {
        return runtime;
    }

    /**
     * Scores one profile.
     *
     * @param values corrected log2 expression in the panel's order; NaN is missing and takes the training mean
     * @throws IllegalArgumentException when the number of genes is not the model's, or no probabilities come out
     */
    public Scores score(float[] values) {
        if (values.length != imputation.length) {
            throw new IllegalArgumentException(
                    "expected " + imputation.length + " genes as the model has, seen " + values.length);
        }
        float[] input = values.clone();
        int imputed = 0;
        for (int g = 0; g < input.length; g++) {
            if (Float.isNaN(input[g])) {
                input[g] = imputation[g];
                imputed++;
            }
        }
        double[] probabilities = run(input);
        if (!DoubleStream.of(probabilities).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("expected finite values that the model can score, seen probabilities "
                    + Arrays.toString(probabilities) + "; is a value infinite?");
        }
        return new Scores(probabilities, imputed);
    }

    private double[] run(float[] input) {
        long[] shape = {1, input.length};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), shape);
                OrtSession.Result result = session.run(Map.of(INPUT, tensor), Set.of(OUTPUT))) {
            float[] row = ((float[][]) result.get(0).getValue())[0];
            double[] probabilities = new double[row.length];
            for (int k = 0; k < row.length; k++) {
                probabilities[k] = row[k];
            }
            return probabilities;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }
}
