package org.expressway.stream.admit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.stream.wire.KafkaEnds;
import org.jspecify.annotations.Nullable;

/** Bytes to a dense sample whose key fits its content. */
public final class Decoding {
    private final RegistrySerde<ExpressionSample> serde;

    public Decoding(SchemaRegistry registry) {
        serde = Topics.RAW.valueSerde(registry);
    }

    ExpressionSample decode(IncomingRecord record) throws Refused {
        byte[] value = KafkaEnds.array(record.getValue());
        if (value == null) {
            throw new Refused("decode", RejectionReason.UNDECODABLE, "the record has no value; expected a sample");
        }
        try {
            return serde.deserialize(Topics.RAW.name(), value);
        } catch (UndecodableRecord e) {
            throw new Refused(
                    "decode",
                    RejectionReason.UNDECODABLE,
                    e.getMessage() + "; publish it again with the schema of "
                            + RegistrySerde.subject(Topics.RAW.name()));
        }
    }

    /**
     * The record's value where it has to be carried along, because the dense sample encoded again would be other bytes: it
     * came sparse, by an earlier schema, or from another encoder. Null otherwise, which is nearly always.
     */
    @Nullable
    ByteBuffer original(IncomingRecord record, ExpressionSample decoded) {
        byte[] again = decoded.getIndices() == null ? serde.serialize(Topics.RAW.name(), decoded) : new byte[0];
        ByteBuffer value = record.getValue();
        return ByteBuffer.wrap(again).equals(value) ? null : value;
    }

    static void checkKey(IncomingRecord record, ExpressionSample sample) throws Refused {
        String expected;
        try {
            expected = Keys.of(sample.getSite(), sample.getSampleId());
            Keys.of(sample.getSite(), sample.getBatchId());
        } catch (IllegalArgumentException e) {
            throw new Refused("decode", RejectionReason.INVALID_FIELD, String.valueOf(e.getMessage()));
        }
        FieldLengths.check(sample);
        if (!ByteBuffer.wrap(expected.getBytes(StandardCharsets.UTF_8)).equals(record.getKey())) {
            throw new Refused(
                    "decode",
                    RejectionReason.KEY_MISMATCH,
                    "expected key \"" + expected + "\" as site and sampleId say, seen \"" + KafkaEnds.keyText(record)
                            + "\"");
        }
    }

    /** Values in the panel's order, zeros filled in where the sample was sent sparse. */
    static ExpressionSample dense(ExpressionSample sample, int genes) throws Refused {
        float[] values = SampleDigest.values(sample);
        if (sample.getIndices() == null) {
            if (values.length != genes) {
                throw new Refused(
                        "decode",
                        RejectionReason.PANEL_MISMATCH,
                        "expected " + genes + " values as the panel has genes, seen " + values.length);
            }
            return sample;
        }
        return ExpressionSample.newBuilder(sample)
                .setValues(FloatVector.of(scatter(values, sample, genes)))
                .setIndices(null)
                .build();
    }

    private static float[] scatter(float[] values, ExpressionSample sample, int genes) throws Refused {
        if (values.length != sample.getIndices().size()) {
            throw new Refused(
                    "decode",
                    RejectionReason.PANEL_MISMATCH,
                    "a sparse sample with " + values.length + " values and "
                            + sample.getIndices().size() + " indices");
        }
        float[] dense = new float[genes];
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            int at = sample.getIndices().get(i);
            if (at <= last || at >= genes) {
                throw new Refused(
                        "decode",
                        RejectionReason.PANEL_MISMATCH,
                        "index " + at + " at place " + i + ": expected ascending indices below " + genes);
            }
            dense[at] = values[i];
            last = at;
        }
        return dense;
    }
}
