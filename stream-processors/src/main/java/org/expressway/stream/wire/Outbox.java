package org.expressway.stream.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/** Encodes what a job says for the one sink. */
public final class Outbox {
    private final RegistrySerde<ExpressionSample> raw;
    private final RegistrySerde<CorrectedSample> corrected;
    private final RegistrySerde<NormalizedCells> cells;
    private final RegistrySerde<DeadLetter> rejected;
    private final RegistrySerde<RunManifest> run;
    private final RegistrySerde<AuditEvent> audit;

    public Outbox(SchemaRegistry registry) {
        raw = Topics.RAW.valueSerde(registry);
        corrected = Topics.CORRECTED.valueSerde(registry);
        cells = Topics.CELLS_NORMALIZED.valueSerde(registry);
        rejected = Topics.REJECTED.valueSerde(registry);
        run = Topics.RUN.valueSerde(registry);
        audit = Topics.AUDIT.valueSerde(registry);
    }

    public OutgoingRecord corrected(CorrectedSample sample) {
        String topic = Topics.CORRECTED.name();
        ByteBuffer key = utf8(Keys.of(sample.getSite(), sample.getSampleId()));
        return new OutgoingRecord(topic, key, ByteBuffer.wrap(corrected.serialize(topic, sample)), List.of());
    }

    public OutgoingRecord cells(NormalizedCells block) {
        String topic = Topics.CELLS_NORMALIZED.name();
        ByteBuffer key = utf8(Keys.ofBlock(block.getSite(), block.getCaptureId(), block.getBlock()));
        return new OutgoingRecord(topic, key, ByteBuffer.wrap(cells.serialize(topic, block)), List.of());
    }

    /** A tombstone: readers of the corrected topic forget the sample of this key. */
    public OutgoingRecord withdrawn(String sampleKey) {
        return new OutgoingRecord(Topics.CORRECTED.name(), utf8(sampleKey), null, List.of());
    }

    /** The dead letter of a sample that had been decoded; encoding it again gives its bytes, unless it carries them. */
    public DeadLetter letter(AdmittedSample admitted, DeadLetters.Refusal refusal, Instant now) {
        ExpressionSample sample = admitted.getSample();
        IncomingRecord record = new IncomingRecord(
                admitted.getOrigin(),
                admitted.getPublishedAt(),
                utf8(Keys.of(sample.getSite(), sample.getSampleId())),
                original(admitted),
                admitted.getHeaders());
        DeadLetters.Identity identity =
                new DeadLetters.Identity(sample.getSite(), sample.getBatchId(), sample.getSampleId());
        return DeadLetters.of(record, refusal, identity, now);
    }

    private ByteBuffer original(AdmittedSample admitted) {
        ByteBuffer carried = admitted.getOriginal();
        return carried == null ? ByteBuffer.wrap(raw.serialize(Topics.RAW.name(), admitted.getSample())) : carried;
    }

    /** The original key stays the key. */
    public OutgoingRecord rejected(DeadLetter letter) {
        String topic = Topics.REJECTED.name();
        return new OutgoingRecord(
                topic, DeadLetters.key(letter), ByteBuffer.wrap(rejected.serialize(topic, letter)), List.of());
    }

    public OutgoingRecord manifest(RunManifest manifest) {
        String topic = Topics.RUN.name();
        ByteBuffer key = utf8(Keys.of(manifest.getSite(), manifest.getBatchId()));
        return new OutgoingRecord(topic, key, ByteBuffer.wrap(run.serialize(topic, manifest)), List.of());
    }

    public OutgoingRecord audit(AuditEvent event) {
        String topic = Topics.AUDIT.name();
        ByteBuffer value = ByteBuffer.wrap(audit.serialize(topic, event));
        return new OutgoingRecord(topic, utf8(event.getWriter()), value, List.of());
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
