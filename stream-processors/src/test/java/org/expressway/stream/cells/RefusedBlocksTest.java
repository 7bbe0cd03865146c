package org.expressway.stream.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.expressway.schemas.avro.RejectionReason.INVALID_FIELD;
import static org.expressway.schemas.avro.RejectionReason.KEY_MISMATCH;
import static org.expressway.schemas.avro.RejectionReason.NO_REFERENCE;
import static org.expressway.schemas.avro.RejectionReason.PANEL_MISMATCH;
import static org.expressway.schemas.avro.RejectionReason.UNDECODABLE;
import static org.expressway.schemas.avro.RejectionReason.UNIT_MISMATCH;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.CellLimits;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bound of a block, crossed: one dead letter with the record's own bytes, and no cell of it. */
final class RefusedBlocksTest {
    private Captures captures;

    /** @param says what the message holds */
    record Bad(String name, RejectionReason reason, String says, UnaryOperator<CellBlock.Builder> spoil) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        captures = new Captures(directory, NormalizationMethod.CP10K_LOG1P);
    }

    @AfterEach
    void close() {
        captures.close();
    }

    static Stream<Bad> bad() {
        return Stream.of(places(), cells(), entries(), reference()).flatMap(List::stream);
    }

    private static List<Bad> places() {
        return List.of(
                new Bad("block before the first", INVALID_FIELD, "block -1 of 2", b -> b.setBlock(-1)),
                new Bad("block behind the last", INVALID_FIELD, "block 2 of 2", b -> b.setBlock(2)),
                new Bad("no blocks", INVALID_FIELD, "of 0", b -> b.setBlocks(0)),
                new Bad("too many blocks", INVALID_FIELD, "10000", b -> b.setBlocks(10_001)),
                new Bad("fewer cells than blocks", INVALID_FIELD, "expected 4", b -> b.setCells(3)),
                new Bad("more cells than blocks hold", INVALID_FIELD, "to 1003", b -> b.setCells(1004)),
                new Bad("a slash in the batch", INVALID_FIELD, "slash", b -> b.setBatchId("a/b")));
    }

    private static List<Bad> cells() {
        return List.of(
                new Bad("no cell", INVALID_FIELD, "0 cells, expected 1", b -> b.setBarcodes(List.of())
                        .setCells(1)),
                new Bad("too many cells", INVALID_FIELD, "1001 cells", b -> b.setBarcodes(
                                Collections.nCopies(1001, "X"))
                        .setCells(1500)),
                new Bad("a barcode twice", INVALID_FIELD, "CELL0000-1 twice", b -> b.setBarcodes(
                        List.of("CELL0000-1", "CELL0001-1", "CELL0000-1"))),
                new Bad("an empty barcode", INVALID_FIELD, "barcode", b -> b.setBarcodes(List.of("A", "", "B"))),
                new Bad("a digest that is none", INVALID_FIELD, "64 lower-case", b -> b.setBarcodesSha256("x")),
                new Bad("a digest of other barcodes", INVALID_FIELD, "not that of", b -> b.setBlocks(1)
                        .setCells(3)));
    }

    private static List<Bad> entries() {
        return List.of(
                new Bad("offsets too few", INVALID_FIELD, "3 offsets for 3 cells", b -> b.setOffsets(
                        b.getOffsets().subList(0, 3))),
                new Bad("offsets from one", INVALID_FIELD, "from 0", b -> b.setOffsets(with(b.getOffsets(), 0, 1))),
                new Bad("offsets that go down", INVALID_FIELD, "never go down", b -> b.setOffsets(
                        with(b.getOffsets(), 1, b.getOffsets().get(3)))),
                new Bad("offsets beyond the entries", INVALID_FIELD, "to the number of both", b -> b.setOffsets(
                        with(b.getOffsets(), 3, Integer.MAX_VALUE))),
                new Bad("fewer counts than indices", INVALID_FIELD, "counts", b -> b.setCounts(FloatVector.of(1f))),
                new Bad("an index below the panel", PANEL_MISMATCH, "index -1", b -> b.setIndices(
                        with(b.getIndices(), 0, -1))),
                new Bad("an index behind the panel", PANEL_MISMATCH, "index 40", b -> b.setIndices(
                        with(b.getIndices(), 0, 40))),
                new Bad("an index twice", PANEL_MISMATCH, "ascending", b -> b.setIndices(
                        with(b.getIndices(), 1, b.getIndices().get(0)))),
                new Bad("a count of zero", INVALID_FIELD, "leave zeros out", b -> b.setCounts(count(b, 0))),
                new Bad("a negative count", INVALID_FIELD, "count -2.0", b -> b.setCounts(count(b, -2))),
                new Bad("a count that is none", INVALID_FIELD, "count NaN", b -> b.setCounts(count(b, Float.NaN))),
                new Bad("an endless count", INVALID_FIELD, "Infinity", b -> b.setCounts(
                        count(b, Float.POSITIVE_INFINITY))),
                new Bad("a missing gene with a count", INVALID_FIELD, "said to be missing", b -> b.setMissingGenes(
                        List.of(39))),
                new Bad("missing genes out of order", PANEL_MISMATCH, "missing gene 1", b -> b.setMissingGenes(
                        List.of(2, 1))),
                new Bad("a missing gene behind the panel", PANEL_MISMATCH, "missing gene 40", b -> b.setMissingGenes(
                        List.of(40))));
    }

    private static List<Bad> reference() {
        return List.of(
                new Bad("another panel", NO_REFERENCE, "publish with that panel", b -> b.setPanelId("another")),
                new Bad("no counts", UNIT_MISMATCH, "publish the counts", b -> b.setUnit(ExpressionUnit.TPM)));
    }

    private static List<Integer> with(List<Integer> list, int at, int value) {
        List<Integer> changed = new ArrayList<>(list);
        changed.set(at, value);
        return IntVector.of(IntVector.toArray(changed));
    }

    private static List<Float> count(CellBlock.Builder block, float value) {
        float[] counts = FloatVector.toArray(block.getCounts()).clone();
        counts[0] = value;
        return FloatVector.of(counts);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadBlockIsOneDeadLetterWithItsOwnBytes(Bad bad) {
        CellBlock block = bad.spoil().apply(captures.block("C1", 0, 2)).build();
        DeadLetter letter = refused(captures.raw(block));
        assertThat(letter.getReason()).as(letter.getMessage()).isEqualTo(bad.reason());
        assertThat(letter.getMessage()).contains(bad.says());
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(captures.encoded(block)));
        assertThat(letter.getSampleId()).isEqualTo("C1");
        assertThat(letter.getOrigin().getTopic()).isEqualTo(Topics.CELLS_RAW.name());
    }

    @Test
    void bytesThatAreNoBlockAreUndecodable() {
        byte[] whole = captures.encoded(captures.block("C1", 0, 1).build());
        for (byte[] bytes : List.of(new byte[0], new byte[] {9, 9}, Arrays.copyOf(whole, whole.length - 1))) {
            DeadLetter letter = refused(Captures.at("B/C1", 0, bytes));
            assertThat(letter.getReason()).isEqualTo(UNDECODABLE);
            assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void aForeignKeyIsRefused() {
        byte[] bytes = captures.encoded(captures.block("C1", 0, 1).build());
        assertThat(refused(Captures.at("B/C2", 0, bytes)).getReason()).isEqualTo(KEY_MISMATCH);
    }

    @Test
    void aBlockThatIsTooLargeIsRefusedBeforeItIsDecoded() {
        DeadLetter letter = refused(Captures.at("B/C1", 0, new byte[CellLimits.BYTES + 1]));
        assertThat(letter.getReason()).isEqualTo(INVALID_FIELD);
        assertThat(letter.getMessage()).contains("1048577 bytes, expected at most 1048576");
    }

    @Test
    void aReferenceOfSamplesTakesNoCells(@TempDir Path other) throws IOException {
        try (Captures samples = new Captures(other, NormalizationMethod.MEDIAN_OF_RATIOS);
                Bench<OutgoingRecord> bench = samples.bench()) {
            bench.feed(new Event.First(samples.raw(samples.block("C1", 0, 1).build())));
            DeadLetter letter = samples.letter(bench.said().get(0));
            assertThat(letter.getReason()).isEqualTo(NO_REFERENCE);
            assertThat(letter.getMessage()).contains("median-of-ratios").contains("--method cp10k-log1p");
        }
    }

    private DeadLetter refused(IncomingRecord record) {
        try (Bench<OutgoingRecord> bench = captures.bench()) {
            bench.feed(new Event.First(record));
            assertThat(bench.said()).extracting(OutgoingRecord::getTopic).containsExactly(Topics.REJECTED.name());
            return captures.letter(bench.said().get(0));
        }
    }
}
