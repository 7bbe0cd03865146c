package org.expressway.stream.cells;

import java.time.Instant;
import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.wire.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * What makes two deliveries of a block the same, and two blocks parts of one capture. When and from which file it was
 * read does not count, so that a lab may publish the same capture twice.
 *
 * @param capture of what a block says of its capture: context, panel, and which cells there are
 * @param block of the block's place and its counts as well
 */
record BlockDigest(String capture, String block) {
    private static final RecordCodec<CellBlock> CODEC = new RecordCodec<>(CellBlock.class);
    private static final List<String> OF_THE_BLOCK = List.of("barcodes", "offsets", "indices", "counts");

    static BlockDigest of(CellBlock block) {
        CellBlock bare = new CellBlock();
        for (int i = 0; i < block.getSchema().getFields().size(); i++) {
            bare.put(i, block.get(i));
        }
        put(bare, "receivedAt", Instant.EPOCH);
        put(bare, "provenance", null);
        String content = Sha256.of(CODEC.encode(bare));
        put(bare, "block", 0);
        OF_THE_BLOCK.forEach(field -> put(bare, field, List.of()));
        return new BlockDigest(Sha256.of(CODEC.encode(bare)), content);
    }

    @SuppressWarnings("NullAway") // Avro's put takes null where the schema does
    private static void put(CellBlock block, String field, @Nullable Object value) {
        block.put(block.getSchema().getField(field).pos(), value);
    }
}
