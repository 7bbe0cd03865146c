package org.expressway.ingest.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.SparseValues;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.topic.CellLimits;
import org.expressway.schemas.wire.RecordCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockPlanTest {
    private static final CaptureRequest.Capture CAPTURE = new CaptureRequest.Capture("S", "C1", "R1", "P1", null);

    @ParameterizedTest
    @CsvSource({"1, 2500, 30, 3", "2, 1000, 30, 1", "3, 1001, 30, 2", "4, 300, 9000, 4", "5, 1, 50, 1"})
    void blocksHoldEveryCellOnceInOrderAndNoneIsTooLarge(long seed, int cells, int genes, int atLeast)
            throws Exception {
        ExpressionTable table = random(new SplittableRandom(seed), cells, genes);
        GeneMapping mapping = GeneMapping.toItself(table.genes(), null);
        BlockPlan plan = BlockPlan.of(table, mapping);
        assertThat(plan.ends().size()).isGreaterThanOrEqualTo(atLeast);
        List<String> barcodes = new ArrayList<>();
        for (CellBlock block : blocks(table, mapping, plan)) {
            assertThat(new RecordCodec<>(CellBlock.class).encode(block).length + 5)
                    .isLessThan(CellLimits.BYTES);
            assertThat(block.getBarcodes()).hasSizeBetween(1, CellLimits.CELLS);
            for (int cell = 0; cell < block.getBarcodes().size(); cell++) {
                assertThat(profile(block, cell, genes)).isEqualTo(table.values().profile(barcodes.size()));
                barcodes.add(block.getBarcodes().get(cell));
            }
            assertThat(block.getBlocks()).isEqualTo(plan.ends().size());
            assertThat(block.getCells()).isEqualTo(cells);
            assertThat(block.getBarcodesSha256()).isEqualTo(Sha256.of(String.join("\n", table.samples()) + "\n"));
        }
        assertThat(barcodes).isEqualTo(table.samples());
    }

    @Test
    void rowsOfOneGeneAreAddedUpAndAGeneOfThePanelThatTheFileLacksIsMissing() throws Exception {
        ExpressionTable table = table(List.of("B", "A", "A", "X"), new float[][] {{4, 1, 2, 9}, {0, 0, 3, 0}});
        GeneMapping mapping = GeneMapping.toPanel(table.genes(), List.of("A", "LACKING", "B"), null);
        CellBlock block = blocks(table, mapping, BlockPlan.of(table, mapping)).get(0);
        assertThat(block.getMissingGenes()).isEqualTo(List.of(1));
        assertThat(block.getOffsets()).isEqualTo(List.of(0, 2, 3));
        assertThat(block.getIndices()).isEqualTo(List.of(0, 2, 0));
        assertThat(block.getCounts()).isEqualTo(List.of(3f, 4f, 3f));
        assertThat(block.getUnit()).isEqualTo(ExpressionUnit.COUNTS);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-1", "Infinity"})
    void aValueThatIsNoCountIsRefusedByItsCellAndGene(float value) {
        ExpressionTable table = table(List.of("A", "B"), new float[][] {{1, 1}, {2, value}});
        GeneMapping mapping = GeneMapping.toItself(table.genes(), null);
        assertThatThrownBy(() -> BlockPlan.of(table, mapping))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("CELL1")
                .hasMessageContaining("\"B\"");
    }

    private static List<CellBlock> blocks(ExpressionTable table, GeneMapping mapping, BlockPlan plan) throws BadInput {
        BlockMaker maker = new BlockMaker(table, mapping, CAPTURE, plan, "panel", Instant.EPOCH);
        List<CellBlock> blocks = new ArrayList<>();
        for (int block = 0; block < plan.ends().size(); block++) {
            blocks.add(maker.block(block));
        }
        return blocks;
    }

    private static float[] profile(CellBlock block, int cell, int genes) {
        float[] profile = new float[genes];
        for (int i = block.getOffsets().get(cell); i < block.getOffsets().get(cell + 1); i++) {
            profile[block.getIndices().get(i)] = block.getCounts().get(i);
        }
        return profile;
    }

    private static ExpressionTable random(SplittableRandom random, int cells, int genes) {
        float[][] counts = new float[cells][genes];
        for (float[] cell : counts) {
            for (int g = 0; g < genes; g++) {
                cell[g] = random.nextInt(5) == 0 ? 1 + random.nextInt(100) : 0;
            }
        }
        return table(IntStream.range(0, genes).mapToObj(g -> "G" + g).toList(), counts);
    }

    /** @param counts by cell and gene; all are stored, zeros too */
    private static ExpressionTable table(List<String> genes, float[][] counts) {
        int n = genes.size();
        int[] starts = IntStream.rangeClosed(0, counts.length).map(c -> c * n).toArray();
        int[] gene = IntStream.range(0, counts.length * n).map(i -> i % n).toArray();
        float[] values = new float[gene.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts[i / n][i % n];
        }
        return new ExpressionTable(
                new Origin(Path.of("cells.h5"), "0", LabFormat.TENX_H5),
                GeneColumn.of(genes),
                IntStream.range(0, counts.length).mapToObj(c -> "CELL" + c).toList(),
                new SparseValues(n, starts, gene, values),
                Places.NONE,
                ExpressionUnit.COUNTS,
                Map.of(),
                List.of());
    }
}
