package org.expressway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QcCommandTest {
    private static final int GENES = 200;
    private static final int SAMPLES = 12;

    @TempDir
    private Path directory;

    @Test
    void everySampleGetsItsChecksInTheOrderOfTheColumns() {
        List<JsonNode> rows = json(Run.of("qc", "--matrix", counts(false), "--samples", sheet(), "--json"));
        assertThat(rows).hasSize(SAMPLES);
        assertThat(rows).extracting(row -> row.get("sample").asText()).startsWith("s0", "s1", "s2");
        assertThat(rows.get(0).get("verdict").asText()).isEqualTo("PASS");
        assertThat(rows.get(0).get("checks"))
                .extracting(check -> check.get("check").asText())
                .contains("values", "library_size", "detected_genes", "missing_genes");
    }

    @Test
    void aShallowLibraryFailsAndACopyIsFlaggedWithoutAnErrorCode() {
        Run run = Run.of(
                "qc",
                "--matrix",
                counts(true),
                "--samples",
                sheet(),
                "--reference-samples",
                "s0,s1,s2,s3,s4,s5",
                "--json");
        List<JsonNode> rows = json(run);
        assertThat(rows.get(10).get("verdict").asText()).isEqualTo("FAIL");
        assertThat(rows.get(10).toString()).contains("library_size");
        assertThat(rows.get(7).get("verdict").asText()).isEqualTo("FLAG");
        assertThat(rows.get(7).toString()).contains("the very values of s11");
    }

    @Test
    void theTableShowsWhatDidNotPass() {
        Run run = Run.of(
                "qc", "--matrix", counts(true), "--samples", sheet(), "--reference-samples", "s0,s1,s2,s3,s4,s5");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("sample  verdict  why\n").contains("the very values of s11");
    }

    @Test
    void valuesOfAnUnclearUnitAreAskedFor() {
        Path matrix = Tables.write(directory, "unclear.tsv", "g\ts0\ts1\nA\t1\t2\nB\t2\t3\n");
        Path sheet = Tables.write(directory, "two.tsv", "sample\ns0\ns1\n".replace("\n", "\tx\n"));
        Run run = Run.of("qc", "--matrix", matrix, "--samples", sheet);
        assertThat(run.exit()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).contains("say which with --unit");
    }

    private static List<JsonNode> json(Run run) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.OK);
        return run.out().lines().map(Json::parse).toList();
    }

    private Path sheet() {
        StringBuilder text = new StringBuilder("sample\tsex\n");
        for (int s = 0; s < SAMPLES; s++) {
            text.append('s').append(s).append("\tunknown\n");
        }
        return Tables.write(directory, "sheet.tsv", text.toString());
    }

    /** With faults, sample s10 has a hundredth of the reads, and s7 is a copy of s11. */
    private Path counts(boolean faulty) {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("gene");
        for (int s = 0; s < SAMPLES; s++) {
            text.append("\ts").append(s);
        }
        for (int g = 0; g < GENES; g++) {
            double level = 100 * StrictMath.exp(random.nextGaussian());
            long[] row = new long[SAMPLES];
            for (int s = 0; s < SAMPLES; s++) {
                row[s] = Math.round(level * StrictMath.exp(.2 * random.nextGaussian()));
            }
            row[10] = faulty ? row[10] / 100 : row[10];
            row[7] = faulty ? row[11] : row[7];
            text.append("\ng").append(g);
            for (long count : row) {
                text.append('\t').append(count);
            }
        }
        return Tables.write(directory, "counts.tsv", text.append('\n').toString());
    }
}
