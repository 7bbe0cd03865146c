package org.expressway.scorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.audit.RecordDifferences;
import org.expressway.schemas.audit.RecordDifferences.Difference;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.scorer.explain.ExplainPolicy;
import org.expressway.scorer.explain.ExplainedCalls;

/**
 * Scores a sample again with the bundle that its prediction names, by the very code of the stream, and says in which fields
 * the two differ. On the same runtime (ONNX Runtime, processor, threads) every number is compared bit for bit; on another the
 * call has to be the same and each number within {@link #TOLERANCE}. Not shared between threads.
 */
public final class Rescoring {
    public static final double TOLERANCE = 1e-5;
    private static final String RUNTIME = "runtime";

    /** @param sameRuntime whether it was compared bit for bit */
    public record Outcome(boolean sameRuntime, List<Difference> differences) {}

    private final ArtifactStore store;
    private final Judge judge;
    private final RecordArtifact<ModelBundle> bundles = new RecordArtifact<>(ModelBundle.class);
    private final Map<String, Model> models = new HashMap<>();

    /** By a scorer with the usual thresholds. */
    public Rescoring(ArtifactStore store) {
        this(store, Caution.USUAL);
    }

    /** By a scorer whose thresholds these environment variables set. */
    public static Rescoring asSetBy(Map<String, String> environment, ArtifactStore store) {
        List<String> faults = new ArrayList<>();
        Caution caution = Caution.from(environment, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return new Rescoring(store, caution);
    }

    private Rescoring(ArtifactStore store, Caution caution) {
        this.store = store;
        this.judge = new Judge(new CorrectionErrors(store), caution);
    }

    /**
     * @param sample the corrected record behind the prediction
     * @param left fields that are not compared
     * @throws IllegalArgumentException when the sample does not fit the model
     * @throws UncheckedIOException when the bundle is not in the store, is damaged or is none
     */
    public Outcome compare(Prediction recorded, CorrectedSample sample, Set<String> left) {
        Prediction again = again(recorded, sample);
        boolean same = recorded.getRuntime().equals(again.getRuntime());
        Set<String> leftOut = new HashSet<>(left);
        leftOut.add(RUNTIME);
        RecordDifferences compared = same ? RecordDifferences.exact() : RecordDifferences.within(TOLERANCE);
        return new Outcome(same, compared.between(Rescore.unasked(recorded), again, leftOut));
    }

    private Prediction again(Prediction recorded, CorrectedSample sample) {
        String bundle = recorded.getBundleSha256();
        return bundle.isEmpty()
                ? Predictions.noModel(
                        sample,
                        recorded.getModel(),
                        recorded.getCorrectedOrigin(),
                        recorded.getTimes().getScoredAt())
                : explainedAs(
                        recorded,
                        sample,
                        judge.call(
                                sample,
                                model(bundle),
                                recorded.getCorrectedOrigin(),
                                recorded.getTimes().getScoredAt()));
    }

    /** With the explanation where the record has one. */
    private Prediction explainedAs(Prediction recorded, CorrectedSample sample, Prediction again) {
        ExplainPolicy policy = recorded.getContributions().isEmpty() ? ExplainPolicy.ON_REQUEST : ExplainPolicy.ALWAYS;
        return new ExplainedCalls(policy)
                .of(
                        again,
                        FloatVector.toArray(sample.getValues()),
                        model(again.getBundleSha256()).explainer());
    }

    private Model model(String bundle) {
        return models.computeIfAbsent(bundle, id -> {
            try {
                return new Model(id, bundles.read(store.get(id)));
            } catch (IOException e) {
                throw new UncheckedIOException("bundle " + id + ": " + e.getMessage(), e);
            } catch (InvalidModel | UndecodableRecord e) {
                throw new UncheckedIOException(new IOException("bundle " + id + ": " + e.getMessage(), e));
            }
        });
    }
}
