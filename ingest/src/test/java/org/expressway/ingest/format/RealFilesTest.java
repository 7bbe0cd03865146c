package org.expressway.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Outputs of real tools, against figures computed from the same files with awk (noted beside each; {@code z} stands for
 * {@code zcat FILE | awk -F'\t'}) or, where a map is needed, with a loop of Python over {@code csv} rows.
 */
class RealFilesTest {
    private static Path files;
    private static Path rsem;

    @BeforeAll
    static void find() {
        files = LabFiles.realData("lab-formats");
        rsem = files.resolve("rsem/ERR188021.genes.results.gz");
    }

    @Test
    void salmonIsSummedToGenesWithTheMapThatRsemLists() throws Exception {
        ExpressionTable table = read("salmon/ERR188021.quant.sf.gz", ReadOptions.NONE.withTranscripts(rsem));
        assertThat(table.origin().format()).isEqualTo(LabFormat.SALMON);
        assertThat(table.samples()).containsExactly("ERR188021");
        assertThat(table.unit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(table.genes().size()).isEqualTo(58_288); // z 'NR>1' rsem | wc -l: every transcript has its gene
        assertThat(table.librarySizes()[0]).isCloseTo(28_694_459.94, within(5.0)); // z 'NR>1{s+=$5}END{print s}'
        // awk 'NR==FNR{n=split($2,t,",");for(i=1;i<=n;i++)g[t[i]]=$1;next}{s[g[$1]]+=$5}END{print s["..75624.13"]}'
        assertThat(value(table, "ENSG00000075624.13", 0)).isCloseTo(594_003.7183f, within(.1f));
        assertThat(value(table, "ENSG00000111640.14", 0)).isCloseTo(172_529.8021f, within(.1f));
    }

    @Test
    void salmonsTpmIsReadWhereThatUnitIsAskedFor() throws Exception {
        ReadOptions options = ReadOptions.NONE.withTranscripts(rsem).withUnit(ExpressionUnit.TPM);
        ExpressionTable table = read("salmon/ERR188021.quant.sf.gz", options);
        assertThat(value(table, "ENSG00000075624.13", 0)).isCloseTo(15_112.6135f, within(.01f)); // as above, $4
        assertThat(table.librarySizes()[0]).isCloseTo(1e6, within(1.0));
    }

    @Test
    void withoutAMapTranscriptsStayTranscripts() throws Exception {
        ExpressionTable table = read("salmon/ERR188021.quant.sf.gz");
        assertThat(table.genes().kind()).isEqualTo(GeneColumn.Kind.TRANSCRIPTS);
        assertThat(table.genes().size()).isEqualTo(200_401); // z 'NR>1' | wc -l
        assertThat(value(table, "ENST00000488147.1", 0)).isEqualTo(166.091f); // z '$1~/488147/{print $5}'
    }

    @Test
    void kallistoLeavesOutTranscriptsThatTheMapDoesNotKnow() throws Exception {
        ExpressionTable table = read("kallisto/ERR188021.abundance.tsv.gz", ReadOptions.NONE.withTranscripts(rsem));
        assertThat(table.origin().format()).isEqualTo(LabFormat.KALLISTO);
        assertThat(table.genes().size()).isEqualTo(35_001); // Python: len({t2g[x] for x known with or without version})
        assertThat(table.librarySizes()[0]).isCloseTo(26_846_410.56, within(5.0)); // Python: sum of est_counts of these
        assertThat(value(table, "ENSG00000075624.13", 0)).isCloseTo(598_726.3734f, within(.1f));
        assertThat(table.notes()).anyMatch(note -> note.contains("15557 without a gene"));
    }

    @Test
    void rsemGenesAreExpectedCounts() throws Exception {
        ExpressionTable table = read("rsem/ERR188021.genes.results.gz");
        assertThat(table.origin().format()).isEqualTo(LabFormat.RSEM_GENES);
        assertThat(table.genes().size()).isEqualTo(58_288);
        assertThat(table.librarySizes()[0]).isCloseTo(36_566.98, within(.01)); // z 'NR>1{s+=$5}END{print s}'
        assertThat(value(table, "ENSG00000075624.13", 0)).isEqualTo(791f); // z '$1~/75624.13/{print $5}'
    }

    @Test
    void starIsForwardWhereItsForwardColumnHasTheReads() throws Exception {
        String file = "star/ERR458837_subsamp_1ReadsPerGene.out.tab";
        ExpressionTable table = read(file);
        assertThat(table.origin().format()).isEqualTo(LabFormat.STAR);
        assertThat(table.samples()).containsExactly("ERR458837_subsamp_1");
        assertThat(table.genes().size()).isEqualTo(57_773); // awk '!/^N_/' | wc -l
        assertThat(table.librarySizes()).containsExactly(56_513); // awk '!/^N_/{s+=$3}END{print s}'
        assertThat(value(table, "ENSG00000251562", 0)).isEqualTo(2494);
        assertThat(table.notes()).anyMatch(note -> note.contains("forward, inferred"));
        ReadOptions said = ReadOptions.NONE.withStrandedness(Strandedness.REVERSE);
        assertThat(read(file, said).librarySizes()).containsExactly(2_819); // awk '!/^N_/{s+=$4}END{print s}'
    }

    @Test
    void htseqsLastRowsAreNoGenes() throws Exception {
        ExpressionTable table = read("htseq/star1pass.htseq.txt");
        assertThat(table.origin().format()).isEqualTo(LabFormat.HTSEQ);
        assertThat(table.samples()).containsExactly("star1pass");
        assertThat(table.genes().size()).isEqualTo(57_773); // awk '!/^__/' | wc -l
        assertThat(table.librarySizes()).containsExactly(14_784_355); // awk '!/^__/{s+=$2}END{print s}'
        assertThat(value(table, "ENSG00000075624", 0)).isEqualTo(55_766);
    }

    @Test
    void featureCountsNamesSamplesByTheirAlignments() throws Exception {
        ExpressionTable table = read("featurecounts/gene_counts.txt");
        assertThat(table.origin().format()).isEqualTo(LabFormat.FEATURECOUNTS);
        assertThat(table.samples())
                .containsExactly("conA_rep1_sorted", "conA_rep2_sorted", "conB_rep1_sorted", "conB_rep2_sorted");
        assertThat(table.genes().size()).isEqualTo(6_459); // awk 'NR>2' | wc -l
        // The row Assigned of the .summary beside it.
        assertThat(table.librarySizes()).containsExactly(719_829, 814_540, 632_146, 901_332);
        assertThat(value(table, "YGR192C", 1)).isEqualTo(17_657); // awk '$1=="YGR192C"{print $8}'
    }

    @Test
    void theCountsAndTheTpmOfNfcoreAreToldApart() throws Exception {
        ExpressionTable counts = read("nfcore-rnaseq/salmon.merged.gene_counts.tsv.gz");
        assertThat(counts.origin().format()).isEqualTo(LabFormat.NFCORE);
        assertThat(counts.unit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(counts.samples()).containsExactly("X1O", "X2O", "X3O", "P11_1", "P11_2", "P11_3");
        assertThat(counts.genes().size()).isEqualTo(63_140);
        assertThat(counts.genes().names().get(0)).isEqualTo("TSPAN6");
        assertThat(counts.librarySizes()[0]).isCloseTo(68_034_704.873, within(5.0)); // z 'NR>1{s+=$3}END{print s}'
        assertThat(value(counts, "ENSG00000075624", 5)).isCloseTo(354_717.297f, within(.05f));
        ExpressionTable tpm = read("nfcore-rnaseq/salmon.merged.gene_tpm.tsv.gz");
        assertThat(tpm.unit()).isEqualTo(ExpressionUnit.TPM);
        assertThat(tpm.librarySizes()[3]).isCloseTo(1e6, within(.1));
        assertThat(value(tpm, "ENSG00000075624", 0)).isEqualTo(4811.01637f);
    }

    @Test
    void theTpmOfNfcoreDeclaredAsCountsIsObjectedTo() throws Exception {
        ExpressionTable tpm =
                read("nfcore-rnaseq/salmon.merged.gene_tpm.tsv.gz", ReadOptions.NONE.withUnit(ExpressionUnit.COUNTS));
        assertThat(UnitEvidence.of(tpm)
                        .against(ExpressionUnit.COUNTS)
                        .orElseThrow()
                        .seen())
                .contains("fractions", "sum to 1e6", "TPM");
        ExpressionTable counts = read("nfcore-rnaseq/salmon.merged.gene_counts.tsv.gz");
        assertThat(UnitEvidence.of(counts).against(ExpressionUnit.COUNTS)).isEmpty();
    }

    @Test
    void aSeriesMatrixHasItsCharacteristicsAsColumns() throws Exception {
        ExpressionTable table = read("geo-series-matrix/GSE42872_series_matrix.txt.gz");
        assertThat(table.origin().format()).isEqualTo(LabFormat.GEO_SERIES_MATRIX);
        assertThat(table.genes().size()).isEqualTo(33_297); // rows between the marks, less the header
        assertThat(table.samples()).hasSize(6).startsWith("GSM1052615").endsWith("GSM1052620");
        assertThat(table.sampleColumns().get("cell line")).containsOnly("A375").hasSize(6);
        assertThat(table.sampleColumns().get("cell type")).containsOnly("Melanoma cell line");
        assertThat(table.sampleColumns().get("title").get(3)).isEqualTo("A375 cells 24h Vemurafenib rep1");
        assertThat(value(table, "7892501", 3)).isEqualTo(6.18961f);
        assertThat(value(table, "8180418", 5)).isEqualTo(12.0653f);
        assertThat(UnitEvidence.of(table).guess()).contains(ExpressionUnit.LOG2);
    }

    @Test
    void aGctHasTheClassesOfItsClassFile() throws Exception {
        ExpressionTable table = read("gct/small.gct", ReadOptions.NONE.withClasses(files.resolve("gct/Leukemia.cls")));
        assertThat(table.origin().format()).isEqualTo(LabFormat.GCT);
        assertThat(table.genes().size()).isEqualTo(57);
        assertThat(table.samples()).hasSize(48).startsWith("ALL_1", "ALL_2");
        assertThat(value(table, "ABLIM3", 1)).isEqualTo(-111f);
        assertThat(table.librarySizes()[0]).isCloseTo(26_800.55, within(.01)); // awk 'NR>3{s+=$3}END{print s}'
        assertThat(table.sampleColumns().get("class").subList(22, 26)).containsExactly("ALL", "ALL", "AML", "AML");
        assertThat(UnitEvidence.of(table).guess()).isEmpty();
    }

    @Test
    void aTenxFolderIsReadAsAFolderAndByItsMatrix() throws Exception {
        ExpressionTable table = read("10x-mtx");
        assertThat(table.origin().format()).isEqualTo(LabFormat.TENX_MTX);
        assertThat(table.genes().size()).isEqualTo(507);
        assertThat(table.samples()).hasSize(1_107).startsWith("AAACCCAAGGAGAGTA-1");
        double[] sizes = table.librarySizes(); // zcat | awk 'NR>3{s[$2]+=$3;t+=$3}END{print t,s[1],s[2],s[3],s[1107]}'
        assertThat(Arrays.stream(sizes).sum()).isEqualTo(41_549);
        assertThat(new double[] {sizes[0], sizes[1], sizes[2], sizes[1106]}).containsExactly(36, 24, 23, 34);
        assertThat(value(table, "ENSG00000160255", 0)).isEqualTo(3); // row 458 of features, the first entry
        assertThat(read("10x-mtx/matrix.mtx.gz").origin().sha256())
                .isEqualTo(table.origin().sha256());
    }

    private static ExpressionTable read(String file) throws Exception {
        return read(file, ReadOptions.NONE);
    }

    private static ExpressionTable read(String file, ReadOptions options) throws Exception {
        return LabReader.read(files.resolve(file), options, Progress.SILENT);
    }

    private static float value(ExpressionTable table, String gene, int sample) {
        List<String> ids = table.genes().ids();
        return table.values().profile(sample)[ids.indexOf(gene)];
    }
}
