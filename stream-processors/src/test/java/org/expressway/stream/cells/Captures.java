package org.expressway.stream.cells;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.analysis.reference.GenePanel;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/** A reference of single cells, a registry, and the blocks of captures of site B: three cells a block. */
final class Captures implements AutoCloseable {
    static final int GENES = 40;
    static final int CELLS = 3;

    private final Path directory;
    private final InMemoryRegistry registry = InMemoryRegistry.withTopics();
    private final String panelId;
    private final ReferenceProfile profile;
    private final String referenceId;

    Captures(Path directory, NormalizationMethod method) throws IOException {
        this.directory = directory;
        DirectoryArtifactStore store = new DirectoryArtifactStore(directory);
        List<String> genes = IntStream.range(0, GENES)
                .mapToObj(g -> g < 3 ? "MT-" + g : "GENE" + g)
                .toList();
        panelId = new Panel(genes).store(store);
        profile = ReferenceBuilder.build(
                new GenePanel(panelId, genes),
                List.of("A/R1"),
                IntStream.range(0, 40)
                        .mapToObj(i -> new ReferenceSample("A/r" + i, "s" + i, cell("A", 1000 + i), null))
                        .toList(),
                ReferenceSettings.defaults(true)
                        .withCorrection(CorrectionMethod.NONE)
                        .withNormalization(NormalizationSettings.of(method)));
        referenceId = store.put(ReferenceFormat.write(profile));
    }

    ReferenceProfile profile() {
        return profile;
    }

    String panelId() {
        return panelId;
    }

    HarmonizeConfig config() {
        return new HarmonizeConfig(
                "unused:9092",
                registry.url(),
                directory.toString(),
                referenceId,
                3,
                Laboratory.SETTINGS,
                Laboratory.DUPLICATE_WINDOW);
    }

    Bench<OutgoingRecord> bench() {
        return new Bench<>(
                RecordType.record(OutgoingRecord.class),
                () -> new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new AdmitCells(config())), KafkaEnds::keyText, Types.STRING));
    }

    /** Counts of a cell, some of them zero; the same name always gives the same cell. */
    static float[] cell(String capture, int number) {
        SplittableRandom random = new SplittableRandom((capture + number).hashCode());
        float[] counts = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            counts[g] = random.nextInt(3) == 0 ? 0 : random.nextInt(30);
        }
        counts[GENES - 1] = 5;
        return counts;
    }

    static String barcode(int number) {
        return "CELL%04d-1".formatted(number);
    }

    /** A block of a capture of so many blocks. */
    CellBlock.Builder block(String capture, int block, int blocks) {
        List<String> barcodes = new ArrayList<>();
        List<float[]> cells = new ArrayList<>();
        for (int cell = block * CELLS; cell < (block + 1) * CELLS; cell++) {
            barcodes.add(barcode(cell));
            cells.add(cell(capture, cell));
        }
        StringBuilder all = new StringBuilder();
        IntStream.range(0, blocks * CELLS).forEach(cell -> all.append(barcode(cell)).append('\n'));
        return sparse(cells)
                .setSite("B")
                .setCaptureId(capture)
                .setBatchId("run1")
                .setSubjectId("P1")
                .setUnit(ExpressionUnit.COUNTS)
                .setReceivedAt(Laboratory.PUBLISHED.minusSeconds(5))
                .setPanelId(panelId)
                .setBlock(block)
                .setBlocks(blocks)
                .setCells(blocks * CELLS)
                .setBarcodesSha256(Sha256.of(all.toString()))
                .setBarcodes(barcodes);
    }

    private static CellBlock.Builder sparse(List<float[]> cells) {
        List<Integer> offsets = new ArrayList<>(List.of(0));
        List<Integer> indices = new ArrayList<>();
        List<Float> counts = new ArrayList<>();
        for (float[] cell : cells) {
            for (int g = 0; g < cell.length; g++) {
                if (cell[g] > 0) {
                    indices.add(g);
                    counts.add(cell[g]);
                }
            }
            offsets.add(indices.size());
        }
        return CellBlock.newBuilder()
                .setOffsets(IntVector.of(IntVector.toArray(offsets)))
                .setIndices(IntVector.of(IntVector.toArray(indices)))
                .setCounts(FloatVector.of(FloatVector.toArray(counts)));
    }

    /** As the topic has it, under the key that the block says; another block has another offset. */
    IncomingRecord raw(CellBlock block) {
        return at(block.getSite() + "/" + block.getCaptureId(), block.getBlock(), encoded(block));
    }

    static IncomingRecord at(String key, int offset, byte[] value) {
        IncomingRecord record = Laboratory.record(Topics.CELLS_RAW, key, value);
        record.getOrigin().put("offset", (long) offset);
        return record;
    }

    byte[] encoded(CellBlock block) {
        return Topics.CELLS_RAW.valueSerde(registry.client()).serialize(Topics.CELLS_RAW.name(), block);
    }

    NormalizedCells normalized(OutgoingRecord record) {
        return Topics.CELLS_NORMALIZED
                .valueSerde(registry.client())
                .deserialize(record.getTopic(), KafkaEnds.array(record.getValue()));
    }

    DeadLetter letter(OutgoingRecord record) {
        return Topics.REJECTED
                .valueSerde(registry.client())
                .deserialize(record.getTopic(), KafkaEnds.array(record.getValue()));
    }

    @Override
    public void close() {
        registry.close();
    }
}
