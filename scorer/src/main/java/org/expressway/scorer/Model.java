package org.expressway.scorer;

import ai.onnxruntime.OrtEnvironment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.analysis.propagate.CallDoubt;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.RuntimeFingerprint;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.scorer.drift.DriftCharts;
import org.expressway.scorer.explain.Explainer;
import org.expressway.scorer.graph.Layers;
import org.expressway.scorer.graph.OnnxGraph;
import org.jspecify.annotations.Nullable;

/**
 * A bundle's classifier in ONNX Runtime with its calibration, tried once before it serves. The same profile gives the same bits,
 * alone or among others. Safe to share between threads.
 */
public final class Model {
    private static final String INPUT = "expression";
    private static final String LOGITS = "logits";
    private static final String OUTPUT = "probabilities";

    /**
     * @param probabilities one a class, in the order of the bundle, as the network gives them
     * @param logits what they are the softmax of
     * @param imputed missing genes replaced
     * @param active for each layer but the last, which of its rectifiers pass; null where it has none, and empty for a model
     *     that is not known as a chain of layers
     * @param place where it lies in the bundle's latent space; null where it has none
     */
    public record Scores(
            double[] probabilities,
            double[] logits,
            int imputed,
            List<boolean @Nullable []> active,
            LatentSpace.@Nullable Place place) {}

    private final String bundleSha256;
    private final ModelBundle bundle;
    private final float[] imputation;
    private final List<@Nullable String> rectifiers;
    private final OnnxSession session;
    private final LogitErrors errors;
    private final StageCalibration ofFinal;
    private final StageCalibration ofProvisional;
    private final Optional<LatentSpace> space;
    private final RuntimeFingerprint runtime;
    private final Optional<Explainer> explainer;
    private final Optional<DriftCharts> drift;

    /** @throws InvalidModel when the bundle's parts do not fit each other, or ONNX Runtime refuses the model */
    public Model(String bundleSha256, ModelBundle bundle) throws InvalidModel {
        this.bundleSha256 = bundleSha256;
        this.bundle = bundle;
        this.imputation = FloatVector.toArray(bundle.getImputation());
        Optional<Layers> layers = layers(bundle);
        this.rectifiers = layers.map(Layers::rectified).orElse(List.of());
        this.session = session(bundle, imputation.length, rectifiers);
        this.errors = layers.<LogitErrors>map(LogitErrors.ByWeights::new)
                .orElseGet(() -> new LogitErrors.ByDraws(draws -> scored(draws, new int[draws.size()], List.of())));
        this.ofFinal = StageCalibration.ofFinal(bundle);
        this.ofProvisional = StageCalibration.ofProvisional(bundle, ofFinal);
        this.space = ofFinal.strangeness().map(Strangeness::space);
        this.runtime = new RuntimeFingerprint(
                "onnxruntime " + OrtEnvironment.getEnvironment().getVersion(),
                ProcessorName.describe(),
                OnnxSession.THREADS);
        tryOut();
        this.explainer = explainer(bundle);
        this.drift =
                drift(bundleSha256, bundle, space.map(LatentSpace::dimensions).orElse(0));
    }

    private static Optional<Explainer> explainer(ModelBundle bundle) throws InvalidModel {
        try {
            return Explainer.of(bundle);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("it cannot explain itself: " + e.getMessage(), e);
        }
    }

    private static Optional<DriftCharts> drift(String bundleSha256, ModelBundle bundle, int axes) throws InvalidModel {
        try {
            return DriftCharts.of(bundleSha256, bundle, axes);
        } catch (IllegalArgumentException e) {
            throw new InvalidModel("what its drift charts are read against is of no use: " + e.getMessage(), e);
        }
    }

    /** What charts of its samples are read against; empty for a bundle without. */
    public Optional<DriftCharts> drift() {
        return drift;
    }

    /** What explains its calls; empty for a bundle that cannot. */
    public Optional<Explainer> explainer() {
        return explainer;
    }

    private static Optional<Layers> layers(ModelBundle bundle) {
        try {
            OnnxGraph graph = OnnxGraph.read(bundle.getOnnx());
            return Layers.of(graph, INPUT, LOGITS, bundle.getImputation().size());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no protobuf message: ONNX Runtime refuses it, with its own words
        }
    }

    /** The rectifiers' outputs are asked for beside the scores: where they are 0, an error passes nothing. */
    private static OnnxSession session(ModelBundle bundle, int width, List<@Nullable String> rectifiers)
            throws InvalidModel {
        ByteBuffer onnx = bundle.getOnnx().duplicate();
        byte[] bytes = new byte[onnx.remaining()];
        onnx.get(bytes);
        List<String> more = rectifiers.stream().filter(Objects::nonNull).toList();
        Set<String> outputs = new TreeSet<>(more);
        outputs.add(LOGITS);
        outputs.add(OUTPUT);
        return new OnnxSession(OnnxGraph.withOutputs(bytes, more), INPUT, width, outputs);
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

    /** How its probabilities are read at a stage. */
    StageCalibration calibration(Stage stage) {
        return stage == Stage.PROVISIONAL ? ofProvisional : ofFinal;
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
        return requireFinite(scoreAll(List.of(values)).get(0));
    }

    /** @throws IllegalArgumentException when scores of {@link #scoreAll} are no probabilities */
    static Scores requireFinite(Scores scores) {
        if (!DoubleStream.of(scores.probabilities()).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("expected finite values that the model can score, seen probabilities "
                    + Arrays.toString(scores.probabilities()) + "; is a value infinite?");
        }
        return scores;
    }

    /** Scores up to {@value OnnxSession#MOST_ROWS} profiles of the model's genes at once; each gets what it would get alone. */
    List<Scores> scoreAll(List<float[]> profiles) {
        int[] missing = profiles.stream().mapToInt(Model::missing).toArray();
        return scored(
                profiles,
                missing,
                space.map(latent -> latent.places(profiles, missing)).orElse(List.of()));
    }

    /**
     * @param missing per profile, how many of its values are NaN
     * @param places of the profiles, or none
     */
    private List<Scores> scored(List<float[]> profiles, int[] missing, List<LatentSpace.Place> places) {
        int rows = profiles.size();
        Map<String, float[]> outputs = session.run(IntStream.range(0, rows)
                .mapToObj(i -> imputed(profiles.get(i), missing[i]))
                .toList());
        return IntStream.range(0, rows)
                .mapToObj(i -> new Scores(
                        row(outputs, OUTPUT, i, rows),
                        row(outputs, LOGITS, i, rows),
                        missing[i],
                        active(outputs, i, rows),
                        places.isEmpty() ? null : places.get(i)))
                .toList();
    }

    /** How far the error of a sample's correction reaches into its call. @param p calibrated probabilities */
    CallDoubt doubt(float[] values, Scores scores, double[] p, double temperature, FitError error) {
        if (error.variance().length != imputation.length) {
            throw new IllegalArgumentException("expected a fit of " + imputation.length
                    + " genes as the model has, seen " + error.variance().length);
        }
        double[][] covariance = errors.covariance(imputed(values, scores.imputed()), scores, error);
        int first = largest(p, -1);
        return CallDoubt.of(p, scores.logits(), covariance, temperature, first, largest(p, first));
    }

    private static int largest(double[] p, int but) {
        int best = but == 0 ? 1 : 0;
        for (int k = 0; k < p.length; k++) {
            best = k != but && p[k] > p[best] ? k : best;
        }
        return best;
    }

    /** The values themselves where none is missing. */
    private float[] imputed(float[] values, int missing) {
        if (missing == 0) {
            return values;
        }
        float[] input = values.clone();
        for (int g = 0; g < input.length; g++) {
            input[g] = Float.isNaN(input[g]) ? imputation[g] : input[g];
        }
        return input;
    }

    private static int missing(float[] values) {
        int missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing;
    }

    private List<boolean @Nullable []> active(Map<String, float[]> outputs, int row, int rows) {
        List<boolean @Nullable []> active = new ArrayList<>();
        for (String rectifier : rectifiers) {
            active.add(rectifier == null ? null : positive(row(outputs, rectifier, row, rows)));
        }
        return active;
    }

    private static boolean[] positive(double[] values) {
        boolean[] positive = new boolean[values.length];
        for (int h = 0; h < values.length; h++) {
            positive[h] = values[h] > 0;
        }
        return positive;
    }

    private static double[] row(Map<String, float[]> outputs, String name, int row, int rows) {
        float[] all = Objects.requireNonNull(outputs.get(name), name);
        double[] values = new double[all.length / rows];
        for (int k = 0; k < values.length; k++) {
            values[k] = all[row * values.length + k];
        }
        return values;
    }
}
