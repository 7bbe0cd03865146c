package org.expressway.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/** Records that no platform should swallow: each must become exactly one dead letter. */
final class CorruptRecords {
    /** A record as bytes. */
    record Bytes(byte[] key, byte[] value) {}

    private CorruptRecords() {}

    /** @param sample a good sample that has been published before */
    static List<Bytes> after(ExpressionSample sample, SchemaRegistry registry) {
        RegistrySerde<ExpressionSample> serde = Topics.RAW.valueSerde(registry);
        byte[] good = serde.serialize(Topics.RAW.name(), sample);
        String key = sample.getSite() + "/" + sample.getSampleId();
        return List.of(
                bytes("B/garbage", "this is not Avro".getBytes(StandardCharsets.UTF_8)),
                bytes("B/cut-short", Arrays.copyOf(good, good.length / 2)),
                bytes("B/other-key", good),
                bytes(key, serde.serialize(Topics.RAW.name(), with(sample, sample.getSampleId(), 7))),
                bytes(
                        sample.getSite() + "/negative",
                        serde.serialize(Topics.RAW.name(), with(sample, "negative", -5))));
    }

    private static Bytes bytes(String key, byte[] value) {
        return new Bytes(key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static ExpressionSample with(ExpressionSample sample, String id, float first) {
        float[] values = FloatVector.toArray(sample.getValues()).clone();
        values[0] = first;
        return ExpressionSample.newBuilder(sample)
                .setSampleId(id)
                .setValues(FloatVector.of(values))
                .build();
    }
}
