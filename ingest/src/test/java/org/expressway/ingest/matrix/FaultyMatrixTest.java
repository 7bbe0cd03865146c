package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultyMatrixTest {
    private static final MatrixLimits SMALL = new MatrixLimits(4, 5, 12, 1 << 17);

    @TempDir
    private Path directory;

    static Stream<Arguments> texts() {
        return Stream.of(
                text("one column", "gene\nG1\n", 1, 0, "one column only", "tab-separated"),
                text("spaces", "gene S1 S2\nG1 1 2\n", 1, 0, "one column only", "separated by spaces"),
                text("bars", "gene|S1\nG1|1\n", 1, 0, "one column only", "separated by '|'"),
                text("other separator in rows", "g\tS1\tS2\nG1,1,2\n", 2, 0, "1 cell", "looks comma-separated"),
                text("row too short", "g\tS1\tS2\nG1\t1\t2\nG2\t1\n", 3, 0, "2 cells", "lost or split"),
                text("row too long", "g\tS1\tS2\nG1\t1\t2\nG2\t1\t2\t3\n", 3, 0, "4 cells", "lost or split"),
                text("header of R", "S1\tS2\nG1\t1\t2\n", 2, 0, "3 cells", "col.names=NA"),
                text("no number", "g\tS1\tS2\nG1\t1\tabc\n", 2, 3, "\"abc\"", "correct the value"),
                text("decimal comma", "g;S1;S2\nG1;1,5;2\n", 2, 2, "decimal comma", "decimal points"),
                text("infinite", "g\tS1\nG1\t-Inf\n", 2, 2, "infinite", "log2(0)"),
                text("too large", "g\tS1\nG1\t1e40\n", 2, 2, "\"1e40\"", "correct the value"),
                text("duplicate gene", "g\tS1\nG1\t1\nG2\t1\nG1\t2\n", 4, 1, "\"G1\": rows 2 and 4", "keep one"),
                text("duplicate sample", "g\tS1\tS2\tS1\nG1\t1\t2\t3\n", 1, 4, "\"S1\": columns 2 and 4", "rename"),
                text("empty sample name", "g\tS1\t\nG1\t1\t2\n", 1, 3, "empty name for a sample", "delete the column"),
                text("slash in a sample", "g\tA/1\nG1\t1\n", 1, 2, "'/'", "give the sample an id"),
                text("empty gene name", "g\tS1\n\t1\n", 2, 1, "empty name for a gene", "delete the row"),
                text("header only", "g\tS1\tS2\n", 1, 0, "no row of numbers", "export"),
                text("empty row", "g\tS1\nG1\t1\n\nG2\t2\n", 3, 0, "empty row", "delete"),
                text("unclosed quote", "g\tS1\n\"G1\t1\n", 2, 0, "never closed", "mend"),
                text("old line ends", "g\tS1\rG1\t1\r", 1, 0, "Macintosh", "LF"),
                text("too many genes", "g\tS\na\t1\nb\t1\nc\t1\nd\t1\ne\t1\n", 6, 0, "5 genes", "-Xmx"),
                text(
                        "too many cells",
                        "g\tA\tB\tC\tD\tE\na\t1\t1\t1\t1\t1\nb\t1\t1\t1\t1\t1\nc\t1\t1\t1\t1\t1\n",
                        4,
                        0,
                        "3 genes x 5",
                        "-Xmx"),
                text("too many samples", "g\tA\tB\tC\tD\tE\tF\na\t1\n", 1, 0, "more than 5 columns", "transpose"),
                text("a line without end", "g\tS\na\t" + "1".repeat(1 << 18), 2, 0, "a line longer", "line ends"));
    }

    static Stream<Arguments> contents() {
        byte[] zipped = LabFiles.gzip(LabFiles.utf8("g\tS1\n" + "G\t1\n".repeat(9)));
        byte[] damaged = zipped.clone();
        damaged[damaged.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("empty", new byte[0], "an empty file"),
                Arguments.of("empty inside gzip", LabFiles.gzip(new byte[0]), "an empty file"),
                Arguments.of("gzip cut short", Arrays.copyOf(zipped, zipped.length - 12), "ends before its end"),
                Arguments.of("gzip cut in its header", Arrays.copyOf(zipped, 5), "ends before its end"),
                Arguments.of("gzip damaged", damaged, "damaged"),
                Arguments.of("gzip twice", LabFiles.gzip(zipped), "gzip inside gzip"),
                Arguments.of("UTF-16 with a mark", LabFiles.encoded("g\tS\nG\t1\n", StandardCharsets.UTF_16), "UTF-16"),
                Arguments.of("UTF-16 without", LabFiles.encoded("g\tS\nG\t1\n", StandardCharsets.UTF_16LE), "UTF-16"),
                Arguments.of("workbook", LabFiles.utf8("PK\u0003\u0004 and so on"), ".xlsx"),
                Arguments.of("rubbish", new byte[] {7, 1, 2, 3, 4, 65, 66, 67, 68, 69, 70}, "binary"),
                Arguments.of(
                        "Latin-1 name",
                        LabFiles.encoded("g\tM\u00fcller\nG\t1\n", StandardCharsets.ISO_8859_1),
                        "not UTF-8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void aFaultNamesItsPlaceWhatWasSeenAndWhatToDo(
            String name, String text, int row, int column, String seen, String remedy) {
        Fault fault = refused(LabFiles.utf8(text)).faults().get(0);
        assertThat(fault.row()).isEqualTo(row);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.seen()).contains(seen);
        assertThat(fault.remedy()).contains(remedy);
        assertThat(fault.expected()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void contentThatIsNoTextTableIsRefusedByWhatItIs(String name, byte[] content, String seen) {
        assertThat(refused(content).faults().get(0).seen()).contains(seen);
    }

    @Test
    void aFileThatIsNotThereAndADirectoryAreRefused() {
        assertThat(refused(directory.resolve("absent.tsv"))).hasMessageContaining("no such file");
        assertThat(refused(directory)).hasMessageContaining("a directory");
    }

    @Test
    void severalFaultsComeInOneMessageWithTheirPlaces() {
        BadInput refused = refused(LabFiles.utf8("g\tS1\tS1\nG1\tx\t1\nG1\t1\t2\n"));
        assertThat(refused.faults()).hasSize(3);
        assertThat(refused)
                .hasMessageContaining("matrix.any, row 1, column 3 (S1)")
                .hasMessageContaining("matrix.any, row 2, column 2 (S1)")
                .hasMessageContaining("(3 faults; nothing of this input was used)");
    }

    @Test
    void readingStopsWhereMoreFaultsWouldHelpNobody() {
        BadInput refused = refused(LabFiles.utf8("g\tS\tT\n" + "G\tx\n".repeat(1000)));
        assertThat(refused.faults()).hasSize(Faults.SHOWN);
        assertThat(refused).hasMessageContaining("more may follow");
    }

    @Test
    void whatAFileHoldsIsShownWithoutItsControlCharacters() {
        BadInput refused = refused(LabFiles.utf8("g\tS1\nG1\t\u001b[31m" + "x".repeat(500) + "\n"));
        assertThat(refused.getMessage()).doesNotContain("\u001b");
    }

    private static Arguments text(String name, String text, int row, int column, String seen, String remedy) {
        return Arguments.of(name, text, row, column, seen, remedy);
    }

    private BadInput refused(byte[] content) {
        return refused(LabFiles.write(directory, "matrix.any", content));
    }

    private static BadInput refused(Path file) {
        return catchThrowableOfType(BadInput.class, () -> MatrixReader.read(file, SMALL, Progress.SILENT));
    }
}
