package org.expressway.stream.cells;

import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.CellLimits;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.stream.admit.Refused;
import org.expressway.stream.wire.KafkaEnds;

/** Bytes to a block whose key fits its content. */
final class BlockDecoding {
    private final RegistrySerde<CellBlock> serde;

    BlockDecoding(SchemaRegistry registry) {
        serde = Topics.CELLS_RAW.valueSerde(registry);
    }

    CellBlock decode(IncomingRecord record) throws Refused {
        byte[] value = KafkaEnds.array(record.getValue());
        if (value == null) {
            throw new Refused("decode", RejectionReason.UNDECODABLE, "the record has no value; expected a block of cells");
        }
        if (value.length > CellLimits.BYTES) {
            throw new Refused(
                    "decode",
                    RejectionReason.INVALID_FIELD,
                    "a block of " + value.length + " bytes, expected at most " + CellLimits.BYTES
                            + "; send fewer cells a block");
        }
        try {
            return serde.deserialize(Topics.CELLS_RAW.name(), value);
        } catch (UndecodableRecord e) {
            throw new Refused(
                    "decode",
                    RejectionReason.UNDECODABLE,
                    e.getMessage() + "; publish it again with the schema of "
                            + RegistrySerde.subject(Topics.CELLS_RAW.name()));
        }
    }

    static void checkKey(IncomingRecord record, CellBlock block) throws Refused {
        String expected;
        try {
            expected = Keys.of(block.getSite(), block.getCaptureId());
            Keys.of(block.getSite(), block.getBatchId());
        } catch (IllegalArgumentException e) {
            throw new Refused("decode", RejectionReason.INVALID_FIELD, String.valueOf(e.getMessage()));
        }
        String seen = KafkaEnds.keyText(record);
        if (!seen.equals(expected)) {
            throw new Refused(
                    "decode",
                    RejectionReason.KEY_MISMATCH,
                    "expected key \"" + expected + "\" as site and captureId say, seen \"" + seen + "\"");
        }
    }
}
