package org.expressway.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** Records that no platform should swallow, one of each kind, made from a sample that has been published. */
final class BadRecords {
    static final String HEADER = "lab-system";
    static final byte[] HEADER_VALUE = {0, 1, (byte) 0xff};

    /** A record as it is sent, and what the platform is to say of it. */
    record Bad(String topic, String key, byte @Nullable [] value, RejectionReason reason) {}

    private final ExpressionSample good;
    private final RegistrySerde<ExpressionSample> serde;

    BadRecords(ExpressionSample good, SchemaRegistry registry) {
        this.good = good;
        this.serde = Topics.RAW.valueSerde(registry);
    }

    List<Bad> all() {
        byte[] bytes = bytes(good);
        String key = Keys.of(good.getSite(), good.getSampleId());
        byte[] garbage = "this is not Avro".getBytes(StandardCharsets.UTF_8);
        return List.of(
                raw("B/garbage", garbage, RejectionReason.UNDECODABLE),
                raw("B/nothing", null, RejectionReason.UNDECODABLE),
                raw("B/cut-short", Arrays.copyOf(bytes, bytes.length / 2), RejectionReason.UNDECODABLE),
                raw("B/other-key", bytes, RejectionReason.KEY_MISMATCH),
                raw(key, with(b -> b.setValues(changed(0, 7))), RejectionReason.CONFLICT),
                named("negative", b -> b.setValues(changed(0, -5)), RejectionReason.QUALITY),
                named("blank", b -> b.setValues(FloatVector.of(new float[values().length])), RejectionReason.QUALITY),
                named("short", b -> b.setValues(FloatVector.of(1, 2, 3)), RejectionReason.PANEL_MISMATCH),
                named("other-panel", b -> b.setPanelId("0".repeat(64)), RejectionReason.NO_REFERENCE),
                named("other-unit", b -> b.setUnit(ExpressionUnit.LOG2), RejectionReason.UNIT_MISMATCH),
                new Bad(Topics.RUN.name(), "B/run1", garbage, RejectionReason.UNDECODABLE));
    }

    /** Sends them all, each with a header that its dead letter is to keep. */
    static void send(PlatformFile platform, List<Bad> bad) {
        Map<String, Object> config = Map.of("bootstrap.servers", platform.bootstrap(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Bad each : bad) {
                byte[] key = each.key().getBytes(StandardCharsets.UTF_8);
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(each.topic(), key, each.value());
                record.headers().add(HEADER, HEADER_VALUE);
                producer.send(record);
            }
            producer.flush();
        }
    }

    private static Bad raw(String key, byte @Nullable [] value, RejectionReason reason) {
        return new Bad(Topics.RAW.name(), key, value, reason);
    }

    private Bad named(String id, UnaryOperator<ExpressionSample.Builder> change, RejectionReason reason) {
        return raw(Keys.of(good.getSite(), id), with(b -> change.apply(b.setSampleId(id))), reason);
    }

    private byte[] with(UnaryOperator<ExpressionSample.Builder> change) {
        return bytes(change.apply(ExpressionSample.newBuilder(good)).build());
    }

    private byte[] bytes(ExpressionSample sample) {
        return serde.serialize(Topics.RAW.name(), sample);
    }

    private float[] values() {
        return FloatVector.toArray(good.getValues());
    }

    private FloatVector changed(int gene, float value) {
        float[] values = values().clone();
        values[gene] = value;
        return FloatVector.of(values);
    }
}
