package org.expressway.ingest.gene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.LabFiles;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneIdentityTest {
    private static final String GENES = "ensembl_id\tsymbol\tentrez\taliases\n"
            + "ENSG00000141510\tTP53\t7157\tP53|LFS1\n"
            + "ENSG00000091831\tESR1\t2099\tESR\n"
            + "ENSG00000141736\tERBB2\t2064\tHER2, NEU\n"
            + "ENSG00000091651\tORC6\t23594\tORC6L\n";

    @TempDir
    private Path directory;

    private GeneAnnotation annotation;

    @BeforeEach
    void annotate() throws BadInput {
        annotation = GeneAnnotation.read(LabFiles.write(directory, "genes.tsv", LabFiles.utf8(GENES)));
    }

    @ParameterizedTest
    @CsvSource({
        "ENSG00000141510,ENSEMBL",
        "ENSG00000141510.16,ENSEMBL_VERSIONED",
        "ENSG00000182378.14_PAR_Y,ENSEMBL_VERSIONED",
        "ENST00000456328.2,ENSEMBL_TRANSCRIPT",
        "7157,ENTREZ",
        "TP53,SYMBOL",
        "HLA-DRB1,SYMBOL",
        "C1orf112,SYMBOL",
        "1007_s_at,PROBE",
        "ILMN_1343291,PROBE",
        "A_23_P100001,PROBE",
        "YAL068C,OTHER_SPECIES",
        "YAL064W-B,OTHER_SPECIES",
        "SPAC212.11,OTHER_SPECIES",
        "ENSMUSG00000051951,OTHER_SPECIES",
        "FBgn0000003,OTHER_SPECIES",
        "AT1G01010,OTHER_SPECIES",
        "--,OTHER"
    })
    void anIdIsOfTheKindThatItsFormShows(String id, GeneIdType type) {
        assertThat(GeneIdType.of(id)).isEqualTo(type);
    }

    @Test
    void theKindOfAColumnIsVotedOverAllOfIt() {
        GeneIdVote vote = GeneIdVote.of(List.of("ENSG00000141510.16", "ENSG00000091831.2", "ERCC-00002"));
        assertThat(vote.type()).isEqualTo(GeneIdType.ENSEMBL_VERSIONED);
        assertThat(vote.share()).isEqualTo(2 / 3.0);
    }

    @Test
    void numbersAreEntrezIdsUnlessAnArrayNumbersItsProbesSo() {
        GeneColumn entrez = GeneColumn.of(List.of("7157", "2099"));
        GeneColumn probes = GeneColumn.of(List.of("7892501", "7892502"));
        assertThat(GeneIdVote.of(entrez, null).type()).isEqualTo(GeneIdType.ENTREZ);
        assertThat(GeneIdVote.of(entrez, annotation).type()).isEqualTo(GeneIdType.ENTREZ);
        assertThat(GeneIdVote.of(probes, null).type()).isEqualTo(GeneIdType.PROBE);
        assertThat(GeneIdVote.of(probes, annotation).type()).isEqualTo(GeneIdType.PROBE);
    }

    @Test
    void versionsDoNotMatterToAPanel() {
        GeneMapping mapping = toPanel(
                List.of("ENSG00000141510.16", "ENSG00000091831"), null, "ENSG00000091831.22", "ENSG00000141510");
        assertThat(mapping.target()).containsExactly(1, 0);
    }

    @Test
    void anAnnotationBringsAnyKindOfIdToAnyOther() {
        assertThat(toPanel(List.of("7157", "2064"), annotation, "TP53", "ESR1", "ERBB2")
                        .target())
                .containsExactly(0, 2);
        assertThat(toPanel(List.of("ESR1", "TP53"), annotation, "ENSG00000141510.4", "ENSG00000091831.1")
                        .target())
                .containsExactly(1, 0);
        assertThat(toPanel(List.of("ENSG00000141736.9"), annotation, "2099", "2064")
                        .target())
                .containsExactly(1);
    }

    @Test
    void aRetiredSymbolMeansTheGeneThatItIsNow() {
        assertThat(toPanel(List.of("ORC6L", "HER2"), annotation, "ERBB2", "ORC6")
                        .target())
                .containsExactly(1, 0);
    }

    @Test
    void theColumnThatMeansMoreIsTaken() {
        GeneColumn genes = new GeneColumn(List.of("x1", "x2"), List.of("TP53", "ESR1"), GeneColumn.Kind.GENES);
        GeneMapping mapping = GeneMapping.toPanel(genes, List.of("ESR1", "TP53"), null);
        assertThat(mapping.secondNames()).isTrue();
        assertThat(mapping.target()).containsExactly(1, 0);
    }

    @Test
    void aFilesOwnPanelHasEachGeneOnceWithoutItsVersion() {
        GeneMapping own = GeneMapping.toItself(
                GeneColumn.of(List.of("ENSG00000182378.14", "ENSG00000141510.16", "ENSG00000182378.14_PAR_Y")), null);
        assertThat(own.ownGenes()).containsExactly("ENSG00000182378", "ENSG00000141510");
        assertThat(own.target()).containsExactly(0, 1, 0);
        assertThat(own.repeated()).isEqualTo(1);
    }

    @Test
    void countsOfTheSameGeneAreAddedAndOfLogarithmsTheHighestMeanIsTaken() {
        ExpressionTable table =
                table(List.of("TP53", "ESR1", "TP53"), new float[][] {{1, 5, 4}, {2, Float.NaN, 3}, {9, 7, Float.NaN}});
        GeneMapping own = GeneMapping.toItself(table.genes(), null);
        GeneProfiles counts = GeneProfiles.of(table, own, ExpressionUnit.COUNTS);
        assertThat(counts.profile(0)).containsExactly(5, 5);
        assertThat(counts.profile(1)).containsExactly(5, Float.NaN);
        assertThat(counts.profile(2)).containsExactly(9, 7);
        // Means of the rows of TP53: (1 + 2 + 9) / 3 = 4 and (4 + 3) / 2 = 3.5.
        GeneProfiles logs = GeneProfiles.of(table, own, ExpressionUnit.LOG2);
        assertThat(logs.profile(0)).containsExactly(1, 5);
        assertThat(logs.profile(2)).containsExactly(9, 7);
    }

    @Test
    void anotherSpeciesIsRefusedWithExamplesAndHalfIsEnough() {
        ExpressionTable yeast = table(List.of("YAL068C", "YAL067C"), new float[][] {{1, 2}});
        List<String> panel = List.of("TP53", "ESR1", "ERBB2");
        BadInput refused = refused(yeast, panel, GeneRule.STANDARD);
        assertThat(refused)
                .hasMessageContaining("no gene of panel human")
                .hasMessageContaining("YAL068C, YAL067C")
                .hasMessageContaining("another species");
        ExpressionTable half = table(List.of("TP53", "YAL067C"), new float[][] {{1, 2}});
        assertThatCode(() -> require(half, panel, GeneRule.STANDARD)).doesNotThrowAnyException();
        assertThat(refused(half, panel, new GeneRule(.6)).faults().get(0).seen())
                .contains("50.0 % of 2 gene ids are in panel human");
    }

    @Test
    void transcriptsAreRefusedWithTheWayToSumThem() {
        GeneColumn ids = new GeneColumn(List.of("ENST00000456328.2"), List.of(), GeneColumn.Kind.TRANSCRIPTS);
        ExpressionTable table = table(ids, new float[][] {{1}});
        assertThat(refused(table, List.of("TP53"), GeneRule.STANDARD)).hasMessageContaining("--transcripts");
    }

    @Test
    void anAnnotationWithoutIdsIsRefused() {
        Path file = LabFiles.write(directory, "other.tsv", LabFiles.utf8("gene\tlength\nTP53\t1\n"));
        assertThat(catchThrowableOfType(BadInput.class, () -> GeneAnnotation.read(file)))
                .hasMessageContaining("ensembl_id, symbol and entrez");
    }

    @Test
    void theRealAnnotationKnowsThePam50Genes() throws BadInput {
        GeneAnnotation real =
                GeneAnnotation.read(LabFiles.realData("gene-annotation").resolve("human_genes.tsv.gz"));
        assertThat(real.size()).isEqualTo(60_616); // zcat | wc -l, less the header
        assertThat(real.find("ENSG00000141510.99", GeneIdType.ENSEMBL_VERSIONED))
                .isEqualTo(real.find("TP53", GeneIdType.SYMBOL))
                .isEqualTo(real.find("7157", GeneIdType.ENTREZ))
                .isNotNegative();
    }

    private static GeneMapping toPanel(List<String> ids, GeneAnnotation annotation, String... panel) {
        return GeneMapping.toPanel(GeneColumn.of(ids), List.of(panel), annotation);
    }

    private static BadInput refused(ExpressionTable table, List<String> panel, GeneRule rule) {
        return catchThrowableOfType(BadInput.class, () -> require(table, panel, rule));
    }

    private static void require(ExpressionTable table, List<String> panel, GeneRule rule) throws BadInput {
        rule.require(table, GeneMapping.toPanel(table.genes(), panel, null), "panel human");
    }

    private static ExpressionTable table(List<String> ids, float[][] values) {
        return table(GeneColumn.of(ids), values);
    }

    private static ExpressionTable table(GeneColumn genes, float[][] values) {
        List<String> samples = List.of("A", "B", "C", "D").subList(0, values.length);
        return new ExpressionTable(
                new Origin(Path.of("m.tsv"), "", LabFormat.GENES_BY_SAMPLES),
                genes,
                samples,
                new DenseValues(genes.size(), values),
                Places.NONE,
                null,
                Map.of(),
                List.of());
    }
}
