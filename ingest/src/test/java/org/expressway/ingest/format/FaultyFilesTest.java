package org.expressway.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of every format with a fault in them, each refused with its place, what was seen and what to do. */
class FaultyFilesTest {
    private static final String SALMON = "Name\tLength\tEffectiveLength\tTPM\tNumReads\n";
    private static final String STAR =
            "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\nN_noFeature\t1\t1\t1\n" + "N_ambiguous\t0\t0\t0\n";
    private static final String FEATURE =
            "# Program:featureCounts v2.0.6; Command:\"x\"\nGeneid\tChr\tStart\tEnd\tStrand\tLength\ta.bam\tb.bam\n";
    private static final String GEO = "!Series_title\t\"x\"\n!series_matrix_table_begin\n\"ID_REF\"\t\"G1\"\t\"G2\"\n";
    private static final String RSEM =
            "gene_id\ttranscript_id(s)\tlength\teffective_length\texpected_count\tTPM\tFPKM\n";

    @TempDir
    private Path directory;

    static Stream<Arguments> texts() {
        return Stream.of(
                text("salmon, row cut", SALMON + "T1\t9\t9\t1\t1\nT2\t9\t9\n", 3, 0, "3 cells"),
                text("salmon, no number", SALMON + "T1\t9\t9\t1\tmany\n", 2, 5, "\"many\""),
                text("salmon, NaN", SALMON + "T1\t9\t9\t1\tNaN\n", 2, 5, "\"NaN\""),
                text("salmon, infinite", SALMON + "T1\t9\t9\t1\tinf\n", 2, 5, "\"inf\""),
                text("salmon, beyond float32", SALMON + "T1\t9\t9\t1\t1e39\n", 2, 5, "\"1e39\""),
                text("salmon, decimal comma", SALMON + "T1\t9\t9\t1\t1,5\n", 2, 5, "\"1,5\""),
                text("salmon, transcript twice", SALMON + "T1\t9\t9\t1\t1\nT1\t9\t9\t1\t1\n", 3, 1, "rows 2 and 3"),
                text("salmon, header alone", SALMON, 1, 0, "no row of numbers"),
                text("salmon, empty id", SALMON + "\t9\t9\t1\t1\n", 2, 1, "an empty name"),
                text("salmon, empty row", SALMON + "T1\t9\t9\t1\t1\n\nT2\t9\t9\t1\t1\n", 3, 0, "an empty row"),
                text("salmon, open quote", SALMON + "\"T1\t9\t9\t1\t1\n", 2, 0, "never closed"),
                text(
                        "kallisto, empty cell",
                        "target_id\tlength\teff_length\test_counts\ttpm\nT1\t9\t9\t\t1\n",
                        2,
                        4,
                        "an empty cell"),
                text("RSEM, row too long", RSEM + "G1\tT1\t9\t9\t1\t1\t1\t1\n", 2, 0, "8 cells"),
                text("RSEM, text for a count", RSEM + "G1\tT1\t9\t9\tx\t1\t1\n", 2, 5, "\"x\""),
                text("STAR, no genes", STAR, 4, 0, "no row of numbers"),
                text("STAR, column lost", STAR + "G1\t1\t1\n", 5, 0, "3 cells"),
                text("STAR, gene twice", STAR + "G1\t1\t1\t1\nG1\t1\t1\t1\n", 6, 1, "\"G1\": rows 5 and 6"),
                text("htseq, no count", "G1\t1\nG2\tx\n", 2, 2, "\"x\""),
                text("htseq, gene twice", "G1\t1\nG1\t2\n", 2, 1, "\"G1\": rows 1 and 2"),
                text("htseq, three cells", "G1\t1\nG2\t1\nG3\t1\t1\n", 3, 0, "3 cells"),
                text(
                        "featureCounts, other columns",
                        "# Program:featureCounts v2\nGeneid\tChr\ta.bam\nG1\tc\t1\n",
                        2,
                        0,
                        "columns [Geneid, Chr, a.bam]"),
                text(
                        "featureCounts, no sample",
                        "# Program:featureCounts v2\nGeneid\tChr\tStart\tEnd\tStrand\tLength\n",
                        2,
                        0,
                        "no column of a sample"),
                text("featureCounts, count lost", FEATURE + "G1\tc\t1\t9\t+\t9\t1\n", 3, 0, "7 cells"),
                text("featureCounts, no number", FEATURE + "G1\tc\t1\t9\t+\t9\t1\t-\n", 3, 8, "\"-\""),
                text("featureCounts, its summary", "Status\ta.bam\nAssigned\t5\n", 1, 0, "summary of featureCounts"),
                text("nf-core, sample twice", "gene_id\tgene_name\tA\tA\nG1\tN\t1\t2\n", 1, 4, "columns 3 and 4"),
                text("nf-core, gene twice", "gene_id\tgene_name\tA\nG1\tN\t1\nG1\tN\t2\n", 3, 1, "rows 2 and 3"),
                text("nf-core, slash in a sample", "gene_id\tgene_name\tA/1\nG1\tN\t1\n", 1, 3, "'/'"),
                text("GEO, no table", "!Series_title\t\"x\"\n!Sample_title\t\"a\"\n", 2, 0, "no table"),
                text("GEO, cut", GEO + "\"1\"\t1\t2\n", 4, 0, "before !series_matrix_table_end"),
                text("GEO, empty table", GEO + "!series_matrix_table_end\n", 4, 0, "no row of numbers"),
                text("GEO, ragged", GEO + "\"1\"\t1\n!series_matrix_table_end\n", 4, 0, "2 cells"),
                text("GEO, text for a value", GEO + "\"1\"\t1\tabsent\n!series_matrix_table_end\n", 4, 3, "\"absent\""),
                text("GCT 1.3", "#1.3\n1\t1\t0\t0\nid\tS\nG\t1\n", 1, 0, "\"#1.3\""),
                text("GCT, no size", "#1.2\nmany\nNAME\tDescription\tS\nG\td\t1\n", 2, 0, "\"many\""),
                text("GCT, fewer rows than said", "#1.2\n2\t1\nNAME\tDescription\tS\nG\td\t1\n", 4, 0, "1 rows"),
                text("GCT, fewer samples than said", "#1.2\n1\t2\nNAME\tDescription\tS\nG\td\t1\n", 3, 0, "1 samples"),
                text("GCT, no number", "#1.2\n1\t1\nNAME\tDescription\tS\nG\td\tx\n", 4, 3, "\"x\""),
                text("class file", "48 2 1\n# ALL AML\nALL AML\n", 1, 0, "(.cls)"),
                text("JSON", "{\"a\": 1}\n", 1, 0, "JSON"),
                text("error page", "<!DOCTYPE html>\n<html>\n", 1, 0, "HTML"),
                text("plain, Ensembl id twice", "g\tA\nENSG00000141510\t1\nENSG00000141510\t2\n", 3, 1, "rows 2 and 3"),
                text("plain, sample twice", "g\tA\tA\nG1\t1\t2\n", 1, 3, "columns 2 and 3"),
                text("plain, infinite", "g\tA\nG1\t-Inf\n", 2, 2, "infinite"),
                text("plain, no gene", "g\tA\n__no_feature\t1\n", 0, 0, "0 genes x 1 samples"),
                text("plain, tabs for commas", "g,A\nG1\t1\n", 2, 0, "1 cell"),
                text(
                        "samples x genes, sample twice",
                        "s\tENSG00000141510\tENSG00000091831\nA\t1\t2\nA\t1\t2\n",
                        3,
                        1,
                        "a duplicate name"));
    }

    static Stream<Arguments> matrices() {
        String banner = "%%MatrixMarket matrix coordinate integer general\n";
        return Stream.of(
                matrix("dense", "%%MatrixMarket matrix array real general\n1 1\n1\n", 1, "array"),
                matrix("symmetric", "%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n1 1 1\n", 1, "symmetric"),
                matrix("no size", banner + "% comment\n", 2, "the end of the file"),
                matrix("size of words", banner + "two 2 1\n", 2, "\"two 2 1\""),
                matrix("2^31 genes", banner + "2147483648 2 1\n1 1 1\n", 2, "2147483648 genes"),
                matrix("2^40 entries", banner + "2 2 1099511627776\n1 1 1\n", 2, "1099511627776 entries"),
                matrix("index 0", banner + "2 2 1\n0 1 5\n", 3, "\"0 1 5\""),
                matrix("index too large", banner + "2 2 1\n3 1 5\n", 3, "\"3 1 5\""),
                matrix("no value", banner + "2 2 1\n1 1\n", 3, "\"1 1\""),
                matrix("word for a value", banner + "2 2 1\n1 1 x\n", 3, "\"1 1 x\""),
                matrix("cut", banner + "2 2 3\n1 1 5\n", 3, "1 entries"),
                matrix("joined", banner + "2 2 1\n1 1 5\n2 2 5\n", 4, "more than 1 entries"));
    }

    static Stream<Arguments> contents() {
        byte[] good = LabFiles.utf8(SALMON + "T1\t9\t9\t1\t1\n".repeat(1));
        byte[] zipped = LabFiles.gzip(good);
        byte[] damaged = zipped.clone();
        damaged[damaged.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("empty", new byte[0], "an empty file"),
                Arguments.of("cut gzip", Arrays.copyOf(zipped, zipped.length - 9), "ends before its end"),
                Arguments.of("damaged gzip", damaged, "damaged"),
                Arguments.of("gzip twice", LabFiles.gzip(zipped), "gzip inside gzip"),
                Arguments.of(
                        "UTF-16", new String(good, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16), "UTF-16"),
                Arguments.of("Parquet", LabFiles.utf8("PAR1 and so on"), "a Parquet file"),
                Arguments.of("workbook", LabFiles.utf8("PK\u0003\u0004 and so on"), ".xlsx"),
                Arguments.of("R data", LabFiles.gzip(new byte[] {'X', '\n', 0, 0, 0, 3, 0, 4}), "R data"),
                Arguments.of(
                        "HDF5 in gzip",
                        LabFiles.gzip(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 26, '\n'}),
                        "inside gzip"),
                Arguments.of(
                        "HDF5 of its signature alone",
                        new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 26, '\n', 0, 0, 0, 0},
                        "HDF5"),
                Arguments.of("bzip2", LabFiles.utf8("BZh91AY"), "bzip2"),
                Arguments.of("rubbish", new byte[] {7, 1, 2, 3, 4, 65, 66, 67, 68, 69, 70}, "binary"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void aFaultOfATableHasItsRowAndColumn(String name, String text, int row, int column, String seen) {
        Fault fault = refused(LabFiles.write(directory, "lab.txt", LabFiles.utf8(text)))
                .faults()
                .get(0);
        assertThat(fault.row()).isEqualTo(row);
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.seen()).contains(seen);
        assertThat(fault.expected()).isNotBlank();
        assertThat(fault.remedy()).isNotBlank();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrices")
    void aFaultOfASparseMatrixHasItsRow(String name, String text, int row, String seen) {
        Fault fault = refused(tenx(text, "G1\nG2\n", "C1\nC2\n")).faults().get(0);
        assertThat(fault.file().getFileName()).hasToString("matrix.mtx");
        assertThat(fault.row()).isEqualTo(row);
        assertThat(fault.seen()).contains(seen);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void contentThatIsNoTableIsRefusedByWhatItIs(String name, byte[] content, String seen) {
        BadInput refused = refused(LabFiles.write(directory, "lab.any", content));
        assertThat(refused.faults().get(0).seen()).contains(seen);
        assertThat(refused).hasMessageContaining("lab.any");
    }

    @Test
    void namesThatDoNotFitTheMatrixAreRefusedByTheirFile() {
        String matrix = "%%MatrixMarket matrix coordinate integer general\n2 2 1\n1 1 5\n";
        assertThat(refused(tenx(matrix, "G1\n", "C1\nC2\n"))).hasMessageContaining("features.tsv, row 2");
        assertThat(refused(tenx(matrix, "G1\nG2\nG3\n", "C1\nC2\n"))).hasMessageContaining("more than 2 features");
        assertThat(refused(tenx(matrix, "G1\nG2\n", "C1\nC1\n"))).hasMessageContaining("barcodes.tsv, row 2, column 1");
        assertThat(refused(tenx(matrix, "G1\nG2\n", "C1\nC/2\n"))).hasMessageContaining("'/'");
    }

    @Test
    void aFolderWithoutTheThreeFilesSaysWhatItHas() throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "x");
        assertThat(refused(directory))
                .hasMessageContaining("without matrix.mtx.gz; it has notes.txt")
                .hasMessageContaining("filtered_feature_bc_matrix");
        assertThat(refused(directory.resolve("absent"))).hasMessageContaining("no such file");
    }

    @Test
    void aMapThatKnowsFewTranscriptsIsRefusedWithExamples() {
        Path map = LabFiles.write(directory, "map.tsv", LabFiles.utf8("T1\tG1\n"));
        Path file = LabFiles.write(
                directory, "quant.sf", LabFiles.utf8(SALMON + "T1\t9\t9\t1\t1\nT2\t9\t9\t1\t1\nT3\t9\t9\t1\t1\n"));
        assertThat(refused(file, ReadOptions.NONE.withTranscripts(map)))
                .hasMessageContaining("33.3 % of 3 transcripts")
                .hasMessageContaining("T2, T3");
    }

    @Test
    void aUnitThatTheToolDoesNotWriteIsRefused() {
        Path file = LabFiles.write(directory, "quant.sf", LabFiles.utf8(SALMON + "T1\t9\t9\t1\t1\n"));
        assertThat(refused(file, ReadOptions.NONE.withUnit(ExpressionUnit.LOG2)))
                .hasMessageContaining("none is LOG2");
    }

    @Test
    void classesOfAnotherGctAreRefused() {
        Path gct =
                LabFiles.write(directory, "a.gct", LabFiles.utf8("#1.2\n1\t2\nNAME\tDescription\tA\tB\nG\td\t1\t2\n"));
        Path three = LabFiles.write(directory, "a.cls", LabFiles.utf8("3 2 1\n# X Y\nX Y X\n"));
        Path broken = LabFiles.write(directory, "b.cls", LabFiles.utf8("X Y\n"));
        assertThat(refused(gct, ReadOptions.NONE.withClasses(three))).hasMessageContaining("a.cls, row 3");
        assertThat(refused(gct, ReadOptions.NONE.withClasses(broken))).hasMessageContaining("b.cls, row 1");
    }

    @Test
    void aGzipThatUnpacksToOneEndlessLineIsLeftAtItsBound() {
        byte[] bomb = new byte[80 << 20];
        Arrays.fill(bomb, (byte) '0');
        Path file = LabFiles.write(directory, "bomb.gz", LabFiles.gzip(bomb));
        assertThat(refused(file)).hasMessageContaining("a line longer than");
    }

    @Test
    void aGzipThatUnpacksToEndlessRowsIsLeftAtItsBound() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 1_000_010; i++) {
            rows.append('G').append(i).append("\t1\n");
        }
        Path file = LabFiles.write(directory, "bomb.gz", LabFiles.gzip(LabFiles.utf8(rows.toString())));
        assertThat(refused(file)).hasMessageContaining("at most 1000000 rows");
    }

    @Test
    void manyFaultsComeInOneReport() {
        BadInput refused = refused(LabFiles.write(
                directory,
                "quant.sf",
                LabFiles.utf8(SALMON + "T1\t9\t9\t1\tx\nT2\t9\nT1\t9\t9\t1\t1\n\t9\t9\t1\t1\n")));
        assertThat(refused.faults()).hasSize(4);
    }

    private static Arguments text(String name, String text, int row, int column, String seen) {
        return Arguments.of(name, text, row, column, seen);
    }

    private static Arguments matrix(String name, String text, int row, String seen) {
        return Arguments.of(name, text, row, seen);
    }

    private Path tenx(String matrix, String features, String barcodes) {
        LabFiles.write(directory, "matrix.mtx", LabFiles.utf8(matrix));
        LabFiles.write(directory, "features.tsv", LabFiles.utf8(features));
        LabFiles.write(directory, "barcodes.tsv", LabFiles.utf8(barcodes));
        return directory;
    }

    private static BadInput refused(Path file) {
        return refused(file, ReadOptions.NONE);
    }

    private static BadInput refused(Path file, ReadOptions options) {
        return catchThrowableOfType(BadInput.class, () -> LabReader.read(file, options, Progress.SILENT));
    }
}
