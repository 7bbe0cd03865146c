package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.DeadLetters.Refusal;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
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

    private final RegistrySerde<CorrectedSample> serde;
    private final Champions champions;
    private final String model;
    private ProcessorContext<byte[], Object> context;
    private ReadOnlyKeyValueStore<String, ?> releases;
    private KeyValueStore<String, String> scored;

    ScoreSample(SchemaRegistry registry, Champions champions, String model) {
        this.serde = Topics.CORRECTED.valueSerde(registry);
        this.champions = champions;
        this.model = model;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.releases = context.getStateStore(ScorerTopology.RELEASES);
        this.scored = context.getStateStore(ScorerTopology.SCORED);
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
            reject(record, refusal("decode", RejectionReason.UNDECODABLE, e), Identity.UNKNOWN);
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
            reject(record, refusal("score", RejectionReason.MODEL_INPUT, e), identity);
        }
    }

    private void score(Record<byte[], byte[]> record, CorrectedSample sample) {
        String key = Keys.of(sample.getSite(), sample.getSampleId());
        ScoredStages stages = ScoredStages.parse(scored.get(key));
        if (stages.contains(sample)) {
            return;
        }
        Model champion = champion(sample.getReferenceId());
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Object prediction = champion == null
                ? Predictions.noModel(sample, model, origin(), now)
                : Predictions.of(sample, champion, origin(), now);
        scored.put(key, stages.with(sample).toString());
        context.forward(new Record<>(record.key(), prediction, record.timestamp()), ScorerTopology.PREDICTIONS);
        challenge(record, sample, now);
    }

    /** What the challenger would have said, in the same transaction. Whatever goes wrong with it is its own fault. */
    private void challenge(Record<byte[], byte[]> record, CorrectedSample sample, Instant now) {
        String key = ReleaseBoard.key(model, sample.getReferenceId(), ReleaseAlias.CHALLENGER);
        ModelRelease release = release(key);
        Model challenger =
                release == null ? null : champions.ofChallenger(key, release).orElse(null);
        if (challenger == null) {
            return;
        }
        try {
            Prediction call = Predictions.of(sample, challenger, origin(), now);
            context.forward(new Record<>(record.key(), call, record.timestamp()), ScorerTopology.SHADOW);
        } catch (IllegalArgumentException e) {
            LOG.warn("challenger {} cannot score: {}", challenger.bundleSha256(), e.getMessage());
        }
    }

    private @Nullable Model champion(String referenceId) {
        String key = ReleaseBoard.key(model, referenceId, ReleaseAlias.CHAMPION);
        ModelRelease release = release(key);
        return release == null ? null : champions.of(key, release);
    }

    private @Nullable ModelRelease release(String key) {
        Object found = releases.get(key);
        return (ModelRelease) (found instanceof ValueAndTimestamp<?> stamped ? stamped.value() : found);
    }

    private static Refusal refusal(String step, RejectionReason reason, RuntimeException cause) {
        return new Refusal("scorer", step, reason, String.valueOf(cause.getMessage()));
    }

    private void reject(Record<byte[], byte[]> record, Refusal refusal, Identity identity) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RecordHeader(header.key(), wrap(header.value())));
        }
        IncomingRecord incoming = new IncomingRecord(
                origin(), Instant.ofEpochMilli(record.timestamp()), wrap(record.key()), wrap(record.value()), headers);
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        DeadLetter letter = DeadLetters.of(incoming, refusal, identity, now);
        context.forward(
                new Record<>(array(DeadLetters.key(letter)), letter, record.timestamp()), ScorerTopology.REJECTED);
    }

    private Origin origin() {
        RecordMetadata place = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without a place in Kafka"));
        return new Origin(place.topic(), place.partition(), place.offset());
    }

    @SuppressWarnings("NullAway") // Kafka takes a null key
    private static byte[] array(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
