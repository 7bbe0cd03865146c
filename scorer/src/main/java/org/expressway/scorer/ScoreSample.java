package org.expressway.scorer;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.scorer.explain.ExplainPolicy;
import org.expressway.scorer.explain.ExplainedCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores each (sample, stage) once with the champion of its reference; controls and blanks pass unscored. Bytes are
 * decoded here and not by a serde of the topology, so that what cannot be decoded becomes a dead letter in the same
 * transaction as everything else.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
final class ScoreSample implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreSample.class);

    private final RegistrySerde<CorrectedSample> serde;
    private final Champions champions;
    private final String model;
    private final ExplainedCalls explained;
    private ProcessorContext<byte[], Object> context;
    private ReleasedModels releases;
    private KeyValueStore<String, String> scored;
    private TaskTrail trail;

    ScoreSample(SchemaRegistry registry, Champions champions, String model, ExplainPolicy explain) {
        this.serde = Topics.CORRECTED.valueSerde(registry);
        this.champions = champions;
        this.model = model;
        this.explained = new ExplainedCalls(explain);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.releases = new ReleasedModels(context.getStateStore(ScorerTopology.RELEASES), champions, model);
        this.scored = context.getStateStore(ScorerTopology.SCORED);
        this.trail = new TaskTrail(context, ScorerTopology.SAMPLES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return; // a tombstone: a sample that was withdrawn
        }
        CorrectedSample sample;
        try {
            sample = serde.deserialize(Topics.CORRECTED.name(), record.value());
        } catch (UndecodableRecord e) {
            reject(record, "decode", RejectionReason.UNDECODABLE, e, Identity.UNKNOWN);
            return;
        }
        if (sample.getRole() == SampleRole.STUDY) {
            scoreOrReject(record, sample);
        }
    }

    private void scoreOrReject(Record<byte[], byte[]> record, CorrectedSample sample) {
        try {
            score(record, sample);
        } catch (IllegalArgumentException e) {
            Identity identity = new Identity(sample.getSite(), sample.getBatchId(), sample.getSampleId());
            reject(record, "score", RejectionReason.MODEL_INPUT, e, identity);
        }
    }

    private void score(Record<byte[], byte[]> record, CorrectedSample sample) {
        String key = Keys.of(sample.getSite(), sample.getSampleId());
        ScoredStages stages = ScoredStages.parse(scored.get(key));
        if (stages.contains(sample)) {
            return;
        }
        Model serving = releases.champion(sample.getReferenceId());
        Incoming incoming = new Incoming(context, record);
        Prediction prediction = serving == null
                ? Predictions.noModel(sample, model, incoming.origin(), incoming.now())
                : explained.of(
                        Predictions.of(sample, serving, incoming.origin(), incoming.now()),
                        FloatVector.toArray(sample.getValues()),
                        serving.explainer());
        if (serving != null) {
            trail.answers(sample.getReferenceId(), serving, releases, incoming.now());
        }
        scored.put(key, stages.with(sample).toString());
        context.forward(new Record<>(record.key(), prediction, record.timestamp()), ScorerTopology.PREDICTIONS);
        trail.predicted(prediction.getId(), incoming.now());
        context.forward(new Record<>(record.key(), prediction, record.timestamp()), ScorerTopology.WATCH_SIGNED);
        challenge(record, sample, incoming);
    }

    /** What the challenger would have said, in the same transaction. Whatever goes wrong with it is its own fault. */
    private void challenge(Record<byte[], byte[]> record, CorrectedSample sample, Incoming incoming) {
        Model challenger = releases.challenger(sample.getReferenceId());
        if (challenger == null) {
            return;
        }
        try {
            Object call = Predictions.of(sample, challenger, incoming.origin(), incoming.now());
            context.forward(new Record<>(record.key(), call, record.timestamp()), ScorerTopology.SHADOW);
        } catch (IllegalArgumentException e) {
            LOG.warn("challenger {} cannot score: {}", challenger.bundleSha256(), e.getMessage());
        }
    }

    private void reject(
            Record<byte[], byte[]> record,
            String step,
            RejectionReason reason,
            RuntimeException cause,
            Identity identity) {
        Object letter = new Incoming(context, record).refused(step, reason, cause, identity);
        context.forward(new Record<>(record.key(), letter, record.timestamp()), ScorerTopology.REJECTED);
    }
}
