package org.expressway.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Orientation;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabReaderTest {
    private static final String SALMON =
            "Name\tLength\tEffectiveLength\tTPM\tNumReads\nT1\t9\t9\t1\t5\nT2\t9\t9\t1\t2\n";

    @TempDir
    private Path directory;

    @Test
    void gzipAndNamesDoNotMatter() throws Exception {
        Path file = LabFiles.write(directory, "picture.png", LabFiles.gzip(LabFiles.utf8(SALMON)));
        ExpressionTable table = LabReader.read(file, ReadOptions.NONE, Progress.SILENT);
        assertThat(table.origin().format()).isEqualTo(LabFormat.SALMON);
        assertThat(table.librarySizes()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource({
        "quant.sf,folder",
        "S1.quant.sf.gz,S1",
        "S1_quant.sf,S1",
        "abundance.tsv,folder",
        "S1.txt.sorted,S1.txt.sorted",
        "S1.tsv,S1"
    })
    void aSampleIsNamedByItsFileOrItsFolder(String name, String sample) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("folder"));
        Path file = LabFiles.write(folder, name, LabFiles.utf8(SALMON));
        assertThat(LabReader.read(file, ReadOptions.NONE, Progress.SILENT).samples())
                .containsExactly(sample);
        ReadOptions said = ReadOptions.NONE.withSampleName("patient-7");
        assertThat(LabReader.read(file, said, Progress.SILENT).samples()).containsExactly("patient-7");
    }

    @Test
    void aFolderOfSalmonIsReadByItsTableAndNamesTheSample() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("S9"));
        LabFiles.write(folder, "quant.sf", LabFiles.utf8(SALMON));
        ExpressionTable table = LabReader.read(folder, ReadOptions.NONE, Progress.SILENT);
        assertThat(table.origin().format()).isEqualTo(LabFormat.SALMON);
        assertThat(table.samples()).containsExactly("S9");
    }

    @Test
    void aTableOfSamplesByGenesIsTurned() throws Exception {
        String text = "sample,ENSG00000141510,ENSG00000091831\nA,1,200\nB,3,400\nC,5,600\n";
        ExpressionTable table = read(text, ReadOptions.NONE);
        assertThat(table.origin().format()).isEqualTo(LabFormat.SAMPLES_BY_GENES);
        assertThat(table.samples()).containsExactly("A", "B", "C");
        assertThat(table.genes().ids()).containsExactly("ENSG00000141510", "ENSG00000091831");
        assertThat(table.values().profile(1)).containsExactly(3, 400);
    }

    @Test
    void theSheetsIdsTellWhichWayATableOfSymbolsLies() throws Exception {
        String text = "id\tTP53\tESR1\nA\t1\t200\nB\t3\t400\n";
        assertThat(read(text, ReadOptions.NONE.withSamples(Set.of("A", "B"))).samples())
                .containsExactly("A", "B");
        assertThat(read(text, ReadOptions.NONE.withSamples(Set.of("TP53", "ESR1")))
                        .samples())
                .containsExactly("TP53", "ESR1");
        assertThat(read(text, ReadOptions.NONE.withOrientation(Orientation.SAMPLES_BY_GENES))
                        .samples())
                .containsExactly("A", "B");
        assertThat(read(text, ReadOptions.NONE).samples()).containsExactly("TP53", "ESR1");
    }

    @Test
    void symbolsMayRepeatInAPlainTable() throws Exception {
        ExpressionTable table = read("gene\tA\nTP53\t1\nESR1\t500\nTP53\t2\n", ReadOptions.NONE);
        assertThat(table.genes().ids()).containsExactly("TP53", "ESR1", "TP53");
    }

    @Test
    void rowsWithoutAGeneAreLeftOutOfMergedCounts() throws Exception {
        String text = "gene\tA\tB\nN_unmapped\t9\t9\nG1\t1\t2\nG2\t300\t4\n__no_feature\t7\t7\n";
        ExpressionTable table = read(text, ReadOptions.NONE);
        assertThat(table.genes().ids()).containsExactly("G1", "G2");
        assertThat(table.librarySizes()).containsExactly(301, 6);
        assertThat(table.places().row(1)).isEqualTo(4);
        assertThat(table.notes()).anyMatch(note -> note.contains("2 rows count reads without a gene"));
    }

    @Test
    void htseqMayHaveAHeaderAndAttributes() throws Exception {
        ExpressionTable header = read("gene\tS7\nG1\t5\n__no_feature\t3\n", ReadOptions.NONE);
        assertThat(header.origin().format()).isEqualTo(LabFormat.HTSEQ);
        assertThat(header.samples()).containsExactly("S7");
        ExpressionTable attributes = read("gene\tname\tS7\nG1\tTP53\t5\n__no_feature\t\t3\n", ReadOptions.NONE);
        assertThat(attributes.origin().format()).isEqualTo(LabFormat.HTSEQ);
        assertThat(attributes.samples()).containsExactly("S7");
        assertThat(attributes.librarySizes()).containsExactly(5);
    }

    @Test
    void isoformsOfRsemAreSummedByTheirOwnGenes() throws Exception {
        String header = "transcript_id\tgene_id\tlength\teffective_length\texpected_count\tTPM\tFPKM\tIsoPct\n";
        ExpressionTable table = read(
                header + "T1\tG1\t9\t9\t1.5\t1\t1\t50\nT2\tG2\t9\t9\t4\t1\t1\t100\nT3\tG1\t9\t9\t2.5\t1\t1\t50\n",
                ReadOptions.NONE);
        assertThat(table.origin().format()).isEqualTo(LabFormat.RSEM_ISOFORMS);
        assertThat(table.genes().ids()).containsExactly("G1", "G2");
        assertThat(table.values().profile(0)).containsExactly(4, 4);
    }

    @Test
    void transcriptsOfNfcoreAreSummedByTheirOwnGenes() throws Exception {
        ExpressionTable table = read("tx\tgene_id\tA\tB\nT1\tG1\t1.5\t0\nT2\tG1\t2\t7\n", ReadOptions.NONE);
        assertThat(table.genes().ids()).containsExactly("G1");
        assertThat(table.values().profile(1)).containsExactly(7);
    }

    @Test
    void starsStrandIsUnclearWhereNeitherHasMostReads() throws Exception {
        String aside = "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\n";
        ExpressionTable even = read(aside + "G1\t100\t51\t49\n", ReadOptions.NONE);
        assertThat(even.librarySizes()).containsExactly(100);
        assertThat(even.notes()).noneMatch(note -> note.contains("unclear"));
        ExpressionTable unclear = read(aside + "G1\t100\t70\t30\n", ReadOptions.NONE);
        assertThat(unclear.notes()).anyMatch(note -> note.contains("unclear"));
        ExpressionTable reverse = read(aside + "G1\t100\t5\t95\n", ReadOptions.NONE);
        assertThat(reverse.librarySizes()).containsExactly(95);
        ReadOptions said = ReadOptions.NONE.withStrandedness(Strandedness.FORWARD);
        assertThat(read(aside + "G1\t100\t5\t95\n", said).librarySizes()).containsExactly(5);
    }

    @Test
    void aKeyThatASampleOfGeoHasTwiceGetsASecondColumn() throws Exception {
        ExpressionTable table = read(
                "!Series_title\t\"x\"\n!Sample_characteristics_ch1\t\"tissue: breast\"\t\"age: 50\"\n"
                        + "!Sample_characteristics_ch1\t\"tissue: tumour\"\t\"\"\n!series_matrix_table_begin\n"
                        + "\"ID_REF\"\t\"A\"\t\"B\"\n\"1_at\"\t1.5\t\n!series_matrix_table_end\n",
                ReadOptions.NONE);
        assertThat(table.sampleColumns().get("tissue")).containsExactly("breast", "");
        assertThat(table.sampleColumns().get("tissue.2")).containsExactly("tumour", "");
        assertThat(table.sampleColumns().get("age")).containsExactly("", "50");
        assertThat(table.values().profile(1)).containsExactly(Float.NaN);
    }

    @Test
    void alignmentsOfTheSameNameAreToldApartByTheirFolders() throws Exception {
        ExpressionTable table = read(
                "Geneid\tChr\tStart\tEnd\tStrand\tLength\ts1/hits.bam\ts2/hits.bam\nG1\tc\t1\t9\t+\t9\t1\t2\n",
                ReadOptions.NONE);
        assertThat(table.samples()).isEqualTo(List.of("s1-hits.bam", "s2-hits.bam"));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreFine() throws Exception {
        ExpressionTable table = read("\ufeff" + SALMON.replace("\n", "\r\n"), ReadOptions.NONE);
        assertThat(table.origin().format()).isEqualTo(LabFormat.SALMON);
        assertThat(table.librarySizes()).containsExactly(7);
    }

    private ExpressionTable read(String text, ReadOptions options) throws Exception {
        return LabReader.read(LabFiles.write(directory, "lab.txt", LabFiles.utf8(text)), options, Progress.SILENT);
    }
}
