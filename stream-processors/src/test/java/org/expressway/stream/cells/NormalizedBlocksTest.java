package org.expressway.stream.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.expressway.analysis.normalize.Cp10k;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.CellQuality;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of an admitted block. */
final class NormalizedBlocksTest {
    private Captures captures;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        captures = new Captures(directory, NormalizationMethod.CP10K_LOG1P);
    }

    @AfterEach
    void close() {
        captures.close();
    }

    @Test
    void everyCellHasTheBitsOfTheFileCommandsNormalizer() {
        NormalizedCells said = only(captures.block("C1", 0, 1).build());
        float[] values = FloatVector.toArray(said.getValues());
        int[] indices = IntVector.toArray(said.getIndices());
        for (int cell = 0; cell < Captures.CELLS; cell++) {
            float[] scattered = new float[Captures.GENES];
            for (int i = said.getOffsets().get(cell); i < said.getOffsets().get(cell + 1); i++) {
                scattered[indices[i]] = values[i];
            }
            assertThat(scattered).as("cell " + cell).containsExactly(whole(Captures.cell("C1", cell)));
        }
    }

    private static float[] whole(float[] counts) {
        Cp10k method = new Cp10k();
        double[] values = new double[counts.length];
        method.normalize(counts, method.logSizeFactor(counts), values);
        float[] rounded = new float[values.length];
        for (int g = 0; g < rounded.length; g++) {
            rounded[g] = (float) values[g];
        }
        return rounded;
    }

    @Test
    void aValueIsTheNaturalLogarithmOfOneAndTenThousandthsOfTheTotal() {
        NormalizedCells said = only(cells(List.of("C1"), new int[] {0, 3}, new int[] {5, 7, 9}, 1, 2, 5));
        // python3 -c "import math; print([math.log1p(1e4*c/8) for c in (1, 2, 5)])"
        assertThat(FloatVector.toArray(said.getValues()))
                .containsExactly(7.1316985104669115f, 7.824445930877619f, 8.740496729931813f);
    }

    @Test
    void noCellIsLostAndAFailedOneSaysWhyByItsBarcode() {
        NormalizedCells said = only(cells(List.of("EMPTY", "POOR"), new int[] {0, 0, 1}, new int[] {5}, 1));
        assertThat(said.getBarcodes()).containsExactly("EMPTY", "POOR");
        assertThat(said.getQuality())
                .extracting(CellQuality::getOutcome)
                .containsExactly(QualityOutcome.FAIL, QualityOutcome.FAIL);
        assertThat(said.getQuality().get(0).getReason()).contains("empty droplet");
        assertThat(said.getQuality().get(1).getReason()).contains("detected_genes 1.0 is below");
        assertThat(said.getQuality().get(1).getMitochondrialShare()).isZero();
        assertThat(said.getOffsets()).isEqualTo(List.of(0, 0, 1));
    }

    @Test
    void aBlockSaysWhatItRestsOn() {
        CellBlock block = captures.block("C1", 1, 2).setMissingGenes(List.of()).build();
        NormalizedCells said = only(block);
        assertThat(said.getReferenceId()).isEqualTo(captures.config().referenceId());
        assertThat(said.getEpoch()).isEqualTo(3);
        assertThat(said.getCorrection().getMode()).isEqualTo(CorrectionMode.UNCORRECTED);
        assertThat(said.getCorrection().getReason()).contains("single cells are not batch-corrected");
        assertThat(said.getOrigin().getTopic()).isEqualTo(Topics.CELLS_RAW.name());
        assertThat(said.getBlock()).isEqualTo(1);
        assertThat(said.getCells()).isEqualTo(6);
        assertThat(said.getTimes().getReceivedAt()).isEqualTo(block.getReceivedAt());
    }

    @Test
    void missingGenesStayMissing() {
        CellBlock block = CellBlock.newBuilder(cells(List.of("C1"), new int[] {0, 2}, new int[] {5, 9}, 3, 4))
                .setMissingGenes(IntVector.of(0, 6))
                .build();
        assertThat(only(block).getMissingGenes()).isEqualTo(List.of(0, 6));
    }

    private CellBlock cells(List<String> barcodes, int[] offsets, int[] indices, float... counts) {
        return captures.block("C1", 0, 1)
                .setBarcodes(barcodes)
                .setCells(barcodes.size())
                .setBarcodesSha256(
                        Sha256.of(String.join("\n", barcodes) + "\n"))
                .setOffsets(IntVector.of(offsets))
                .setIndices(IntVector.of(indices))
                .setCounts(FloatVector.of(counts))
                .build();
    }

    private NormalizedCells only(CellBlock block) {
        try (Bench<OutgoingRecord> bench = captures.bench()) {
            bench.feed(new Event.First(captures.raw(block)));
            assertThat(bench.said()).hasSize(1);
            OutgoingRecord said = bench.said().get(0);
            assertThat(said.getTopic())
                    .as(() -> captures.letter(said).getMessage())
                    .isEqualTo(Topics.CELLS_NORMALIZED.name());
            return captures.normalized(said);
        }
    }
}
