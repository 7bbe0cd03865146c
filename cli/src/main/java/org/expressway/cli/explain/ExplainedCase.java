package org.expressway.cli.explain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.PathwayContribution;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.scorer.explain.Explainer;
import org.jspecify.annotations.Nullable;

/**
 * A prediction of record with all that belongs to it.
 *
 * @param prediction with its explanation, from the record or made now by the same code from the same bundle and values
 * @param corrected the sample it was made from; null where the log does not hold it any more
 * @param bundle the model; null where there was none
 * @param madeNow whether the explanation was made now and does not stand on record
 * @param whyNot why there is no explanation; empty where there is one
 * @param shown genes and pathways to show
 */
public record ExplainedCase(
        Prediction prediction,
        @Nullable CorrectedSample corrected,
        @Nullable ModelBundle bundle,
        boolean madeNow,
        String whyNot,
        int shown) {

    /** @throws IOException when the bundle cannot be read from the store */
    public static ExplainedCase read(
            Prediction prediction, TopicReader<CorrectedSample> samples, ArtifactStore store, int shown)
            throws IOException {
        Origin place = prediction.getCorrectedOrigin();
        CorrectedSample corrected = samples.at(place.getPartition(), place.getOffset())
                .map(TopicReader.Read::value)
                .filter(sample -> sample.getSampleId().equals(prediction.getSampleId()))
                .orElse(null);
        ModelBundle bundle = prediction.getBundleSha256().isEmpty()
                ? null
                : new RecordArtifact<>(ModelBundle.class).read(store.get(prediction.getBundleSha256()));
        return of(prediction, corrected, bundle, shown);
    }

    /** From parts that are at hand. */
    public static ExplainedCase of(
            Prediction prediction, @Nullable CorrectedSample corrected, @Nullable ModelBundle bundle, int shown) {
        boolean onRecord = prediction.getExplanation() != null && shown <= Explainer.KEPT;
        if (onRecord) {
            return new ExplainedCase(prediction, corrected, bundle, false, "", shown);
        }
        Optional<Explainer> explainer = bundle == null ? Optional.empty() : Explainer.of(bundle);
        if (explainer.isEmpty() || corrected == null) {
            boolean kept = prediction.getExplanation() != null;
            return new ExplainedCase(
                    prediction, corrected, bundle, false, kept ? "" : whyNot(corrected, bundle), shown);
        }
        Prediction explained = explainer
                .get()
                .explain(
                        prediction,
                        FloatVector.toArray(corrected.getValues()),
                        explainer.get().sets(),
                        Math.max(shown, Explainer.KEPT));
        return new ExplainedCase(explained, corrected, bundle, true, "", shown);
    }

    private static String whyNot(@Nullable CorrectedSample corrected, @Nullable ModelBundle bundle) {
        if (bundle == null) {
            return "there was no model for the sample's reference";
        }
        return corrected == null
                ? "the corrected sample it was made from is no longer in Kafka; a later stage may be (leave --stage"
                        + " away)"
                : "its model was released by a version that could not explain; train it anew";
    }

    /** Whether there are contributions to show. */
    public boolean explained() {
        return prediction.getExplanation() != null;
    }

    /** The explanation, where there is one. */
    public Optional<Explanation> explanation() {
        return Optional.ofNullable(prediction.getExplanation());
    }

    /** The genes to show, largest first. */
    public List<Contribution> genes() {
        return prediction.getContributions().stream().limit(shown).toList();
    }

    /** The pathways to show, largest first. */
    public List<PathwayContribution> pathways() {
        return explanation().map(Explanation::getPathways).orElse(List.of()).stream()
                .limit(shown)
                .toList();
    }
}
