package org.expressway.stream.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/** Encodes what a job says for the one sink. */
public final class Outbox {
    private final RegistrySerde<CorrectedSample> corrected;
    private final RegistrySerde<DeadLetter> rejected;
    private final RegistrySerde<RunManifest> run;

    public Outbox(SchemaRegistry registry) {
        corrected = Topics.CORRECTED.valueSerde(registry);
        rejected = Topics.REJECTED.valueSerde(registry);
        run = Topics.RUN.valueSerde(registry);
    }

    public OutgoingRecord corrected(CorrectedSample sample) {
        String topic = Topics.CORRECTED.name();
        ByteBuffer key = utf8(Keys.of(sample.getSite(), sample.getSampleId()));
        return new OutgoingRecord(topic, key, ByteBuffer.wrap(corrected.serialize(topic, sample)), List.of());
    }

    /** The original key stays the key. */
    public OutgoingRecord rejected(DeadLetter letter) {
        String topic = Topics.REJECTED.name();
        return new OutgoingRecord(
                topic, letter.getKey(), ByteBuffer.wrap(rejected.serialize(topic, letter)), List.of());
    }

    public OutgoingRecord manifest(RunManifest manifest) {
        String topic = Topics.RUN.name();
        ByteBuffer key = utf8(Keys.of(manifest.getSite(), manifest.getBatchId()));
        return new OutgoingRecord(topic, key, ByteBuffer.wrap(run.serialize(topic, manifest)), List.of());
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
