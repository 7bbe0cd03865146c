package org.expressway.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CellCall;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.CellQuality;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of cells: cell A has genes 0 and 3, cell B failed, cell C has gene 1; gene 2 is missing in all. */
class ScoredCellsTest {
    private static final List<String> BARCODES = List.of("A-1", "B-1", "C-1");

    private final SmallModel small = SmallModel.random(1, 4, 3);

    @TempDir
    private Path directory;

    private ScoringBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ScoringBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyCellIsScoredAsItsWholeProfileIs() throws Exception {
        bench.release(small.bundle());
        bench.send(block(0, 1).build());
        CellPredictions said = bench.cellPredictions().get(0);
        Model model = new Model("bundle", small.bundle());
        theCellIs(said, 0, model, 1.5f, 0, Float.NaN, 2);
        theCellIs(said, 2, model, 0, .25f, Float.NaN, 0);
        assertThat(said.getImputedGenes()).isEqualTo(1);
        assertThat(said.getClasses()).isEqualTo(small.classes());
        assertThat(bench.rejected()).isEmpty();
    }

    private static void theCellIs(CellPredictions said, int cell, Model model, float... whole) {
        double[] expected = model.score(whole).probabilities();
        int best = IntStream.range(0, 3)
                .reduce((a, b) -> expected[b] > expected[a] ? b : a)
                .orElseThrow();
        CellCall call = said.getCalls().get(cell);
        assertThat(call.getBarcode()).isEqualTo(BARCODES.get(cell));
        assertThat(call.getSubtype()).isEqualTo(model.classes().get(best));
        assertThat(call.getProbability()).isEqualTo((float) expected[best]);
        assertThat(call.getAbstention()).isNull();
        for (int k = 0; k < 3; k++) {
            assertThat(said.getProbabilities().get(3 * cell + k)).isEqualTo((float) expected[k]);
        }
    }

    @Test
    void aCellThatFailedIsNamedAndGetsNoCall() throws IOException {
        bench.release(small.bundle());
        bench.send(block(0, 1).build());
        CellPredictions said = bench.cellPredictions().get(0);
        CellCall failed = said.getCalls().get(1);
        assertThat(failed.getBarcode()).isEqualTo("B-1");
        assertThat(failed.getSubtype()).isNull();
        assertThat(failed.getProbability()).isNull();
        assertThat(failed.getAbstention()).isEqualTo(AbstentionReason.QUALITY_FLAG);
        assertThat(failed.getQuality().getReason()).isEqualTo("an empty droplet");
        assertThat(said.getProbabilities().subList(3, 6)).containsOnly(Float.NaN);
    }

    @Test
    void aBlockIsScoredOnceAnEpoch() throws IOException {
        bench.release(small.bundle());
        bench.send(block(0, 1).build());
        bench.send(block(0, 1).build());
        bench.send(block(1, 1).build());
        bench.send(block(0, 2).build());
        bench.send(block(0, 2).build());
        assertThat(bench.cellPredictions())
                .extracting(said -> said.getBlock() + " " + said.getEpoch())
                .containsExactly("0 1", "1 1", "0 2");
    }

    @Test
    void withoutAChampionEveryCellIsSaidToHaveNone() {
        bench.send(block(0, 1).build());
        CellPredictions said = bench.cellPredictions().get(0);
        assertThat(said.getCalls())
                .extracting(CellCall::getAbstention)
                .containsExactly(
                        AbstentionReason.NO_MODEL, AbstentionReason.QUALITY_FLAG, AbstentionReason.NO_MODEL);
        assertThat(said.getClasses()).isEmpty();
        assertThat(said.getBundleSha256()).isEmpty();
    }

    @Test
    void aModelOfManyClassesTakesSlicesThatCoverTheBlock() throws IOException {
        SmallModel wide = SmallModel.random(2, 4, 130_000);
        bench.release(wide.bundle());
        bench.send(block(0, 1).build());
        List<CellPredictions> slices = bench.cellPredictions();
        assertThat(slices).extracting(CellPredictions::getFirstCell).containsExactly(0, 1, 2);
        assertThat(slices).extracting(CellPredictions::getId).doesNotHaveDuplicates();
        assertThat(slices.stream().flatMap(slice -> slice.getCalls().stream()).map(CellCall::getBarcode))
                .containsExactlyElementsOf(BARCODES);
    }

    @Test
    void whatIsNoBlockOrDoesNotFitTheModelIsOneDeadLetterWithItsBytes() throws IOException {
        bench.release(small.bundle());
        byte[] bytes = {9, 9};
        bench.sendCells(new TestRecord<>("A/C1/0".getBytes(UTF_8), bytes));
        bench.send(block(0, 1).setIndices(IntVector.of(0, 4, 1)).build());
        bench.send(block(0, 1).setOffsets(IntVector.of(0, 9, 2, 3)).build());
        List<DeadLetter> letters = bench.rejected();
        assertThat(letters)
                .extracting(DeadLetter::getReason)
                .containsExactly(
                        RejectionReason.UNDECODABLE, RejectionReason.MODEL_INPUT, RejectionReason.MODEL_INPUT);
        assertThat(letters.get(0).getValue()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(letters.get(1).getMessage()).isEqualTo("gene 4: expected 0 to before the model's 4");
        assertThat(letters.get(1).getSampleId()).isEqualTo("C1");
        assertThat(bench.cellPredictions()).isEmpty();
    }

    @Test
    void aPredictionSaysWhereItComesFrom() throws IOException {
        String bundle = bench.release(small.bundle());
        bench.send(block(0, 1).build());
        CellPredictions said = bench.cellPredictions().get(0);
        assertThat(said.getBundleSha256()).isEqualTo(bundle);
        assertThat(said.getReferenceId()).isEqualTo(SmallModel.REFERENCE);
        assertThat(said.getCorrectionMode()).isEqualTo(CorrectionMode.UNCORRECTED);
        assertThat(said.getOrigin()).isEqualTo(Samples.RAW);
        assertThat(said.getNormalizedOrigin().getTopic()).isEqualTo(Topics.CELLS_NORMALIZED.name());
        assertThat(said.getTimes().getScoredAt()).isEqualTo(ScoringBench.NOW);
    }

    private static NormalizedCells.Builder block(int number, long epoch) {
        return NormalizedCells.newBuilder()
                .setSite("A")
                .setCaptureId("C1")
                .setBatchId("R1")
                .setSubjectId("P1")
                .setPanelId("panel")
                .setReferenceId(SmallModel.REFERENCE)
                .setEpoch(epoch)
                .setBlock(number)
                .setBlocks(2)
                .setCells(6)
                .setBarcodesSha256("digest")
                .setMissingGenes(IntVector.of(2))
                .setBarcodes(BARCODES)
                .setOffsets(IntVector.of(0, 2, 2, 3))
                .setIndices(IntVector.of(0, 3, 1))
                .setValues(FloatVector.of(1.5f, 2, .25f))
                .setQuality(List.of(
                        new CellQuality(9d, 2, null, QualityOutcome.PASS, ""),
                        new CellQuality(0d, 0, null, QualityOutcome.FAIL, "an empty droplet"),
                        new CellQuality(4d, 1, null, QualityOutcome.FLAG, "few genes")))
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.UNCORRECTED)
                        .setSamples(0)
                        .build())
                .setContentSha256("content")
                .setTimes(StageTimes.newBuilder().setReceivedAt(Samples.RECEIVED).build())
                .setOrigin(Samples.RAW);
    }
}
