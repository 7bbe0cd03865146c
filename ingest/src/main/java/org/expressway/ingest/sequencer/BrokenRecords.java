package org.expressway.ingest.sequencer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;

/** Records that no platform should swallow: each becomes exactly one dead letter. Kinds come in turn. */
final class BrokenRecords {
    /** A record as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] key, byte[] value) {}

    private interface Kind {
        Bytes of(ExpressionSample good, String id);
    }

    private final RegistrySerde<ExpressionSample> serde;
    private final List<Kind> kinds = List.of(
            (good, id) -> bytes(good, id, "this is not Avro".getBytes(StandardCharsets.UTF_8)),
            (good, id) -> {
                byte[] whole = encoded(named(good, id));
                return bytes(good, id, Arrays.copyOf(whole, whole.length / 2));
            },
            (good, id) -> bytes(good, id, encoded(good)),
            (good, id) -> {
                float[] values = FloatVector.toArray(good.getValues()).clone();
                values[0] = -5;
                return bytes(good, id, encoded(with(good, id, values)));
            },
            (good, id) -> {
                float[] values = FloatVector.toArray(good.getValues());
                return bytes(good, id, encoded(with(good, id, Arrays.copyOf(values, values.length - 1))));
            });

    BrokenRecords(RegistrySerde<ExpressionSample> serde) {
        this.serde = serde;
    }

    /** @param good a sample of the same site, which stays good */
    Bytes of(ExpressionSample good, long number) {
        int kind = (int) (number % kinds.size());
        return kinds.get(kind).of(good, good.getSampleId() + "-broken" + number);
    }

    private byte[] encoded(ExpressionSample sample) {
        return serde.serialize(Topics.RAW.name(), sample);
    }

    private static Bytes bytes(ExpressionSample good, String id, byte[] value) {
        return new Bytes((good.getSite() + "/" + id).getBytes(StandardCharsets.UTF_8), value);
    }

    private static ExpressionSample named(ExpressionSample good, String id) {
        return with(good, id, FloatVector.toArray(good.getValues()));
    }

    private static ExpressionSample with(ExpressionSample good, String id, float[] values) {
        return ExpressionSample.newBuilder(good)
                .setSampleId(id)
                .setValues(FloatVector.of(values))
                .build();
    }
}
