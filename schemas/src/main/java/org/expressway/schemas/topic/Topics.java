package org.expressway.schemas.topic;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.DriftAcknowledgement;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.ScoringRequest;
import org.expressway.schemas.avro.TrainingRequest;
import org.expressway.schemas.topic.Topic.Kept;

/** All topics. Names are {@code domain.entity.stage.v1}. */
public final class Topics {
    public static final Topic<String, ExpressionSample> RAW =
            bySample("expression.sample.raw.v1", ExpressionSample.class, Kept.FOR_EVER);
    public static final Topic<String, CorrectedSample> CORRECTED =
            bySample("expression.sample.corrected.v1", CorrectedSample.class, Kept.COMPACTED);
    public static final Topic<String, Label> LABEL = bySample("subtype.label.v1", Label.class, Kept.COMPACTED);
    public static final Topic<String, Prediction> PREDICTION =
            bySample("subtype.prediction.v1", Prediction.class, Kept.FOR_EVER);
    /** What a challenger would have said of the samples that the champion was asked about. */
    public static final Topic<String, Prediction> SHADOW =
            bySample("subtype.prediction.shadow.v1", Prediction.class, Kept.FOR_EVER);

    /** Whose name stands under which call, and what became of it since. */
    public static final Topic<String, CallSignature> SIGNATURE =
            bySample("call.signature.v1", CallSignature.class, Kept.FOR_EVER);

    public static final Topic<String, CallAmendment> AMENDMENT =
            bySample("call.amendment.v1", CallAmendment.class, Kept.FOR_EVER);
    /** Samples to be scored again, each with its corrected record. */
    public static final Topic<String, ScoringRequest> SCORING_REQUEST =
            bySample("scoring.request.v1", ScoringRequest.class, Kept.THIRTY_DAYS);

    /** By capture: the blocks of one stay in order, and meet the same task. */
    public static final Topic<String, CellBlock> CELLS_RAW =
            bySample("expression.cells.raw.v1", CellBlock.class, Kept.FOR_EVER);
    /** By block, so that compaction keeps each. */
    public static final Topic<String, NormalizedCells> CELLS_NORMALIZED =
            bySample("expression.cells.normalized.v1", NormalizedCells.class, Kept.COMPACTED);

    public static final Topic<String, CellPredictions> CELL_PREDICTION =
            bySample("cell.prediction.v1", CellPredictions.class, Kept.FOR_EVER);

    /** Keyed by the original key, whatever it was: its key is bytes, so only the value has a serde of ours. */
    public static final Topic<String, DeadLetter> REJECTED =
            other("expression.sample.rejected.v1", DeadLetter.class, Kept.THIRTY_DAYS);

    /** Keyed by the dead letter's id: what was sent again, in one transaction with it; who did it and why stays for ever. */
    public static final Topic<String, Redrive> REDRIVEN =
            other("expression.sample.redriven.v1", Redrive.class, Kept.FOR_EVER);

    public static final Topic<String, RunManifest> RUN = other("sequencing.run.v1", RunManifest.class, Kept.COMPACTED);
    /** Keyed as runs are; what was withdrawn stays so, and says who did it and why. */
    public static final Topic<String, SampleWithdrawal> WITHDRAWAL =
            other("sample.withdrawal.v1", SampleWithdrawal.class, Kept.FOR_EVER);

    public static final Topic<String, ReferencePointer> REFERENCE =
            other("reference.profile.v1", ReferencePointer.class, Kept.COMPACTED);
    public static final Topic<String, GenePanel> PANEL = other("gene.panel.v1", GenePanel.class, Kept.COMPACTED);
    public static final Topic<String, ModelRelease> RELEASE =
            other("model.release.v1", ModelRelease.class, Kept.COMPACTED);
    /** What the scorer made of each release: whether it serves, or why not. */
    public static final Topic<String, ModelService> SERVICE =
            other("model.service.v1", ModelService.class, Kept.COMPACTED);
    /** Asks for a training; whoever sees that the patients or the instruments have changed writes here. */
    public static final Topic<String, TrainingRequest> REQUEST =
            other("model.request.v1", TrainingRequest.class, Kept.COMPACTED);

    /** What samples add to their charts, on the way to where the chart is; one partition, so that a chart's samples have an order. */
    public static final Topic<String, DriftObservation> DRIFT_OBSERVATION =
            other("drift.observation.v1", DriftObservation.class, Kept.THIRTY_DAYS);

    public static final Topic<String, DriftReading> DRIFT_READING =
            other("drift.reading.v1", DriftReading.class, Kept.THIRTY_DAYS);
    public static final Topic<String, DriftAlert> DRIFT_ALERT =
            other("drift.alert.v1", DriftAlert.class, Kept.FOR_EVER);
    public static final Topic<String, DriftAcknowledgement> DRIFT_ACKNOWLEDGEMENT =
            other("drift.acknowledgement.v1", DriftAcknowledgement.class, Kept.FOR_EVER);

    /** Keyed by writer: a hash chain each. */
    public static final Topic<String, AuditEvent> AUDIT = other("audit.event.v1", AuditEvent.class, Kept.FOR_EVER);

    private Topics() {}

    public static List<Topic<String, ?>> all() {
        return List.of(
                RAW,
                CORRECTED,
                LABEL,
                PREDICTION,
                SHADOW,
                SIGNATURE,
                AMENDMENT,
                SCORING_REQUEST,
                CELLS_RAW,
                CELLS_NORMALIZED,
                CELL_PREDICTION,
                REJECTED,
                REDRIVEN,
                RUN,
                WITHDRAWAL,
                REFERENCE,
                PANEL,
                RELEASE,
                SERVICE,
                REQUEST,
                DRIFT_OBSERVATION,
                DRIFT_READING,
                DRIFT_ALERT,
                DRIFT_ACKNOWLEDGEMENT,
                AUDIT);
    }

    /** The topic of this name, if it is one of ours. */
    public static Optional<Topic<String, ?>> find(String name) {
        return all().stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private static <V extends SpecificRecord> Topic<String, V> bySample(String name, Class<V> type, Kept kept) {
        return new Topic<>(name, Serdes.String(), type, kept, true);
    }

    private static <V extends SpecificRecord> Topic<String, V> other(String name, Class<V> type, Kept kept) {
        return new Topic<>(name, Serdes.String(), type, kept, false);
    }
}
