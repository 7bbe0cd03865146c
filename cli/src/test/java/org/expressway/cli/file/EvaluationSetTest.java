package org.expressway.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class EvaluationSetTest {
    private static final String MATRIX = "gene\ts1\ts2\ts3\ts4\nA\t1.5\t2\t3\t4\nB\t5\tNA\t7\t8.25\nC\t1\t2\t3\t4\n";
    private static final String SHEET = """
            sample\tpatient\tkind\thospital\ttissue
            s1\tp1\ta\th1\ttumour
            s2\tp1\tNA\th1\tnormal
            s4\tp2\tb\tNA\ttumour
            """;

    @TempDir
    private Path folder;

    /** Options as a person types them. */
    @Command
    static final class Columns {
        @Mixin
        final EvaluationColumns columns = new EvaluationColumns();
    }

    @Test
    void samplesWithoutALabelOrARowAreLeftOutAndCounted() throws Exception {
        EvaluationSet set = read("--label-column", "kind");
        LabelledSamples samples = set.samples();
        assertThat(samples.samples()).containsExactly("s1", "s4");
        assertThat(samples.labels()).containsExactly("a", "b");
        assertThat(samples.subjects()).containsExactly("p1", "p2");
        assertThat(samples.values()[1]).containsExactly(4, 8.25f, 4);
        assertThat(samples.unit()).isEqualTo(ValueUnit.LOG2);
        assertThat(set.unlabelled()).isEqualTo(2);
        assertThat(set.subjects()).isTrue();
    }

    @Test
    void onlyTheRowsAskedForAreTaken() throws Exception {
        assertThat(read("--label-column", "tissue", "--only", "tissue=normal")
                        .samples()
                        .samples())
                .containsExactly("s2");
    }

    @Test
    void aLabelledSampleWithoutASiteIsNamed() {
        assertThatThrownBy(() -> read("--label-column", "kind", "--site-column", "hospital"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("row 4")
                .hasMessageContaining("\"s4\"")
                .hasMessageContaining("hospital");
    }

    @Test
    void aLabelledRowWithoutValuesIsNamed() {
        assertThatThrownBy(() -> readSheet(SHEET + "s9\tp9\ta\th1\ttumour\n", "--label-column", "kind"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("s9")
                .hasMessageContaining("row 5");
    }

    @Test
    void aColumnThatIsNotThereIsNamedBesideThoseThatAre() {
        assertThatThrownBy(() -> read("--label-column", "subtype"))
                .hasMessageContaining("\"subtype\"")
                .hasMessageContaining("hospital");
    }

    @Test
    void aSampleTwiceInTheSheetIsRefused() {
        assertThatThrownBy(() -> readSheet(SHEET + "s1\tp1\ta\th1\ttumour\n", "--label-column", "kind"))
                .hasMessageContaining("rows 2 and 5");
    }

    @Test
    void publishedCohortsAreReadAsTheyAre() throws Exception {
        Path data = Path.of(System.getProperty("expressway.root", "..")).resolve("../shared/data");
        Assumptions.assumeTrue(Files.isDirectory(data), "needs ../shared");
        Path rosmap = data.resolve("mogonet-rosmap");
        EvaluationSet set = EvaluationSet.read(
                rosmap.resolve("matrix.tsv.gz"),
                rosmap.resolve("samples.tsv"),
                columns("--label-column", "label", "--split-column", "split"),
                ReadOptions.NONE,
                Progress.SILENT);
        assertThat(set.samples().samples()).hasSize(351);
        assertThat(set.samples().sides()).filteredOn("test"::equals).hasSize(106);
        assertThat(set.samples().unit()).isEqualTo(ValueUnit.LOG2);
    }

    private EvaluationSet read(String... options) throws IOException, BadInput {
        return readSheet(SHEET, options);
    }

    private EvaluationSet readSheet(String sheet, String... options) throws IOException, BadInput {
        return EvaluationSet.read(
                Files.writeString(folder.resolve("matrix.tsv"), MATRIX),
                Files.writeString(folder.resolve("samples.tsv"), sheet),
                columns(options),
                ReadOptions.NONE,
                Progress.SILENT);
    }

    private static EvaluationColumns columns(String... options) {
        Columns parsed = new Columns();
        new CommandLine(parsed).parseArgs(options);
        return parsed.columns;
    }
}
