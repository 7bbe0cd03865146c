package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.CellBlock;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.scorer.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labelled cells one by one are the reference and what is learned from; the others travel in blocks, twice, and each
 * gets its call by its barcode.
 */
class SingleCellTest {
    private static final double LEAST_ACCURACY = .95;

    @TempDir
    private Path folder;

    private PbmcCells pbmc;
    private List<Integer> labelled;
    private List<Integer> others;

    @BeforeEach
    void read() throws Exception {
        pbmc = PbmcCells.read();
        labelled = pbmc.every(5, 0);
        others = pbmc.every(5, 1);
    }

    @Test
    void everyCellGetsTheCallOfADirectScoreByItsBarcode() throws Exception {
        try (LocalPlatform platform = LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {})) {
            publishLabelled(platform);
            Path capture = pbmc.triplet(folder.resolve("capture"), others);
            publishCells(capture, "--subject", "P1");
            String bundle = Command.process(folder, on("train", "--recipe", "logistic", "--seed", "1", "--json"))
                    .ok()
                    .json()
                    .get(0)
                    .get("bundleSha256")
                    .asText();
            publishCells(capture, "--subject", "P1");
            publishCells(capture, "--subject", "P2");
            Patience.until("all cells to be scored", () -> complete(command("cells", "--json")));

            List<JsonNode> cells = command("cells", "S/C1", "--json").json();
            assertThat(cells)
                    .extracting(cell -> cell.get("barcode").asText())
                    .containsExactlyElementsOf(pbmc.barcodes(others));
            theCallsAreThoseOfADirectScore(platform, cells, bundle);
            assertThat(accuracy(cells)).isGreaterThanOrEqualTo(LEAST_ACCURACY);
            theOtherSubjectIsInConflict(platform);
        }
    }

    private void publishLabelled(LocalPlatform platform) throws IOException {
        Path sheet = pbmc.sheet(folder.resolve("labelled.tsv"), "labelled", labelled);
        command(
                "publish",
                "--already-pseudonymous",
                "--matrix",
                pbmc.triplet(folder.resolve("labelled"), labelled).toString(),
                "--samples",
                sheet.toString());
        command("label", "--samples", sheet.toString(), "--label-column", "condition");
        command("reference", "build", "--method", "cp10k-log1p", "--correction", "none", "--batches", "S/labelled");
        command("run", "close", "S/labelled");
        Patience.until("labelled cells to be FINAL", () -> settled(platform) == labelled.size());
    }

    /** FINAL, or refused for their quality. */
    private long settled(LocalPlatform platform) {
        long last = Committed.counts(platform.endpoints(), Topics.CORRECTED, Sighting::corrected).keySet().stream()
                .filter(sighting -> sighting.stage() == Stage.FINAL)
                .count();
        return last + Committed.records(platform.endpoints(), Topics.REJECTED).size();
    }

    private void publishCells(Path capture, String... more) {
        String[] cells = {
            "publish",
            "--cells",
            "--already-pseudonymous",
            "--matrix",
            capture.toString(),
            "--site",
            "S",
            "--capture",
            "C1"
        };
        command(Stream.concat(Stream.of(cells), Stream.of(more)).toArray(String[]::new));
    }

    private static boolean complete(Answer captures) {
        return captures.json().stream()
                .anyMatch(one -> one.get("capture").asText().equals("S/C1")
                        && one.get("complete").asBoolean());
    }

    /** Values by the file command, read back, then the released model on its own: the same floats, the same numbers. */
    private void theCallsAreThoseOfADirectScore(LocalPlatform platform, List<JsonNode> cells, String bundle)
            throws Exception {
        List<Integer> some = others.subList(0, 40);
        PreciseMatrix written = normalized(some);
        Map<String, float[]> streamed = streamed(platform);
        Model model = new Model(
                bundle,
                new RecordArtifact<>(ModelBundle.class)
                        .read(new DirectoryArtifactStore(folder.resolve("data/artifacts")).get(bundle)));
        for (int i = 0; i < some.size(); i++) {
            String barcode = written.frame().samples().get(i);
            float[] values = rounded(written.values()[i]);
            assertThat(streamed.get(barcode)).as(barcode).containsExactly(values);
            if (cells.get(i).get("abstention").isNull()) {
                double[] expected = model.score(values).probabilities();
                for (int k = 0; k < expected.length; k++) {
                    JsonNode seen = cells.get(i)
                            .get("probabilities")
                            .get(model.classes().get(k));
                    assertThat((float) seen.asDouble()).as(barcode).isEqualTo((float) expected[k]);
                }
            }
        }
        // ISG15 2 of 2,664 counts: python3 -c "import math; print(math.log1p(1e4*2/2664))", from matrix.mtx.gz itself
        int isg15 = pbmc.table().genes().ids().indexOf("ISG15");
        assertThat(streamed.get("stim_CCGGAGACTGTGAC-1")[isg15]).isEqualTo(2.1409490098500727f);
    }

    private PreciseMatrix normalized(List<Integer> cells) throws Exception {
        Path out = folder.resolve("cp10k.tsv");
        Command.here(
                        "normalize",
                        "--method",
                        "cp10k-log1p",
                        "--digits",
                        "17",
                        "--matrix",
                        pbmc.tsv(folder.resolve("counts.tsv"), cells).toString(),
                        "--out",
                        out.toString())
                .ok();
        return MatrixReader.readPrecisely(out, Progress.SILENT);
    }

    private static float[] rounded(double[] values) {
        float[] rounded = new float[values.length];
        for (int g = 0; g < values.length; g++) {
            rounded[g] = (float) values[g];
        }
        return rounded;
    }

    private Map<String, float[]> streamed(LocalPlatform platform) {
        Map<String, float[]> byBarcode = new HashMap<>();
        for (NormalizedCells block : Committed.records(platform.endpoints(), Topics.CELLS_NORMALIZED)) {
            for (int cell = 0; cell < block.getBarcodes().size(); cell++) {
                float[] values = new float[pbmc.table().genes().size()];
                for (int i = block.getOffsets().get(cell);
                        i < block.getOffsets().get(cell + 1);
                        i++) {
                    values[block.getIndices().get(i)] = block.getValues().get(i);
                }
                assertThat(byBarcode.put(block.getBarcodes().get(cell), values))
                        .as("a cell is normalised once")
                        .isNull();
            }
        }
        return byBarcode;
    }

    /** Of the cells that were called. */
    private static double accuracy(List<JsonNode> cells) {
        return cells.stream()
                .filter(cell -> !cell.get("subtype").isNull())
                .mapToInt(cell -> cell.get("subtype")
                                .asText()
                                .equals(PbmcCells.condition(cell.get("barcode").asText()))
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
    }

    private void theOtherSubjectIsInConflict(LocalPlatform platform) {
        long blocks = Committed.records(platform.endpoints(), Topics.CELLS_RAW).stream()
                .filter(block -> block.getSubjectId().equals("P1"))
                .map(CellBlock::getBlock)
                .distinct()
                .count();
        Patience.until("dead letters", () -> conflicts() == blocks);
    }

    private long conflicts() {
        return command("rejected", "--json").json().stream()
                .filter(row -> row.get("reason").asText().equals("CONFLICT")
                        && row.get("sampleId").asText().equals("C1"))
                .count();
    }

    private Answer command(String... arguments) {
        return Command.here(on(arguments)).ok();
    }

    private String[] on(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data-dir", folder.resolve("data").toString()))
                .toArray(String[]::new);
    }
}
