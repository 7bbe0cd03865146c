package org.expressway.scorer;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Origin;
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
import org.expressway.scorer.drift.DriftNodes;
import org.expressway.scorer.drift.ScoredSample;
import org.jspecify.annotations.Nullable;
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

    private static final double[] NOWHERE = {};

    private final Scoring scoring;
    private final ScoresAhead ahead;
    private ProcessorContext<byte[], Object> context;
    private ReleasedModels releases;
    private KeyValueStore<String, String> scored;
    private TaskTrail trail;

    /** @param latent where the sample lies in the model's latent space */
    private record Call(Prediction prediction, double[] latent) {}

    ScoreSample(SchemaRegistry registry, Scoring scoring) {
        RegistrySerde<CorrectedSample> serde = Topics.CORRECTED.valueSerde(registry);
        this.scoring = scoring;
        this.ahead = new ScoresAhead(scoring.lookahead(), value -> serde.deserialize(Topics.CORRECTED.name(), value));
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.releases = new ReleasedModels(
                context.getStateStore(ScorerTopology.RELEASES), scoring.champions(), scoring.model());
        this.scored = context.getStateStore(ScorerTopology.SCORED);
        this.trail = new TaskTrail(context, ScorerTopology.SAMPLES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return; // a tombstone: a sample that was withdrawn
        }
        Arrival arrival = ahead.take(record.value());
        CorrectedSample sample;
        try {
            sample = arrival.sample();
        } catch (UndecodableRecord e) {
            reject(record, "decode", RejectionReason.UNDECODABLE, e, Identity.UNKNOWN);
            return;
        }
        if (awaitsScores(sample)) {
            scoreOrReject(record, arrival);
        } else if (sample.getRole() == SampleRole.BRIDGE_CONTROL
                && scoring.drift().watched()) {
            watchDrift(record, sample, null, NOWHERE, releases.champion(sample.getReferenceId()));
        }
    }

    private void watchDrift(
            Record<byte[], byte[]> record,
            CorrectedSample sample,
            @Nullable Prediction prediction,
            double[] latent,
            @Nullable Model serving) {
        if (scoring.drift().watched() && serving != null) {
            serving.drift()
                    .map(charts -> new ScoredSample(sample, prediction, latent, charts))
                    .ifPresent(seen ->
                            context.forward(new Record<>(record.key(), seen, record.timestamp()), DriftNodes.OBSERVE));
        }
    }

    private boolean awaitsScores(CorrectedSample sample) {
        return sample.getRole() == SampleRole.STUDY && !stages(sample).contains(sample);
    }

    private ScoredStages stages(CorrectedSample sample) {
        return ScoredStages.parse(scored.get(Keys.of(sample.getSite(), sample.getSampleId())));
    }

    private void scoreOrReject(Record<byte[], byte[]> record, Arrival arrival) {
        try {
            score(record, arrival);
        } catch (IllegalArgumentException e) {
            CorrectedSample sample = arrival.sample();
            Identity identity = new Identity(sample.getSite(), sample.getBatchId(), sample.getSampleId());
            reject(record, "score", RejectionReason.MODEL_INPUT, e, identity);
        }
    }

    private void score(Record<byte[], byte[]> record, Arrival arrival) {
        CorrectedSample sample = arrival.sample();
        Model serving = releases.champion(sample.getReferenceId());
        Incoming incoming = new Incoming(context, record);
        Call call = serving == null
                ? new Call(Predictions.noModel(sample, scoring.model(), incoming.origin(), incoming.now()), NOWHERE)
                : explained(sample, call(incoming, arrival, serving), serving);
        Prediction prediction = call.prediction();
        if (serving != null) {
            trail.answers(sample.getReferenceId(), serving, releases, incoming.now());
        }
        scored.put(
                Keys.of(sample.getSite(), sample.getSampleId()),
                stages(sample).with(sample).toString());
        context.forward(new Record<>(record.key(), prediction, record.timestamp()), ScorerTopology.PREDICTIONS);
        trail.predicted(prediction.getId(), incoming.now());
        context.forward(new Record<>(record.key(), prediction, record.timestamp()), ScorerTopology.WATCH_SIGNED);
        watchDrift(record, sample, prediction, call.latent(), serving);
        challenge(record, arrival, incoming);
    }

    private Call explained(CorrectedSample sample, Call call, Model by) {
        float[] values = FloatVector.toArray(sample.getValues());
        return new Call(scoring.explained().of(call.prediction(), values, by.explainer()), call.latent());
    }

    private Call call(Incoming incoming, Arrival arrival, Model by) {
        CorrectedSample sample = arrival.sample();
        Origin origin = incoming.origin();
        Model.Scores scores = ahead.scores(
                new TopicPartition(origin.getTopic(), origin.getPartition()),
                incoming.record().value(),
                arrival,
                by,
                other -> other.getReferenceId().equals(sample.getReferenceId()) && awaitsScores(other));
        Judgement judgement = scoring.judge().judge(sample, by, scores);
        LatentSpace.Place place = scores.place();
        return new Call(
                Predictions.of(sample, by, scores, judgement, origin, incoming.now()),
                place == null ? NOWHERE : place.latent());
    }

    /** What the challenger would have said, in the same transaction. Whatever goes wrong with it is its own fault. */
    private void challenge(Record<byte[], byte[]> record, Arrival arrival, Incoming incoming) {
        Model challenger = releases.challenger(arrival.sample().getReferenceId());
        if (challenger == null) {
            return;
        }
        try {
            Object call = call(incoming, arrival, challenger).prediction();
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
