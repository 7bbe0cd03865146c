package org.expressway.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneSetTextTest {
    private static final List<String> IDS = List.of("ENSG01", "ENSG02", "ENSG03.7", "ENSG04", "ENSG05");
    private static final List<String> TABLE = List.of(
            "ensembl_id\tsymbol\tentrez",
            "ENSG01\tESR1\t2099",
            "ENSG02\tTP53\t7157",
            "ENSG03\tERBB2\tNA",
            "ENSG04\tNA\t12");

    @Test
    void gmtNamesASetALine() {
        List<NamedSet> sets = GeneSetText.parse(List.of("HALLMARK_A\thttp\tESR1\tTP53\tERBB2", "", "B\t\tTP53"));
        assertThat(sets)
                .containsExactly(
                        new NamedSet("HALLMARK_A", List.of("ESR1", "TP53", "ERBB2")),
                        new NamedSet("B", List.of("TP53")));
    }

    @Test
    void aFootprintTableGivesAPathwaysHundredSurestGenes() {
        List<String> lines = new ArrayList<>(List.of("gene\tpathway\tweight\tp.value"));
        for (int g = 0; g < 150; g++) {
            lines.add("G" + g + "\tHypoxia\t1.5\t" + (150 - g) / 1000.);
        }
        lines.add("TP53\tp53\t-2\t1e-30");
        List<NamedSet> sets = GeneSetText.parse(lines);

        assertThat(sets).extracting(NamedSet::name).containsExactly("Hypoxia", "p53");
        assertThat(sets.get(0).genes()).hasSize(100).startsWith("G149").endsWith("G50");
    }

    @Test
    void whatIsNeitherIsRefusedWithItsLine() {
        assertThatThrownBy(() -> GeneSetText.parse(List.of("A\t\tX", "only two\tfields")))
                .isInstanceOf(UnreadableLine.class)
                .hasMessageContaining("line 2: seen 2 fields; expected GMT");
        assertThatThrownBy(() -> GeneSetText.parse(List.of("gene\tpathway\tweight\tp.value", "A\tB\t1\ttiny")))
                .hasMessageContaining("line 2: seen p.value \"tiny\"");
        assertThatThrownBy(() -> GeneSetText.parse(List.of())).hasMessageContaining("0 gene sets");
    }

    @Test
    void symbolsComeFromTheTableAndIdsStandWhereItHasNone() {
        GeneNames names = GeneNames.of(IDS, TABLE);
        assertThat(names.symbols()).containsExactly("ESR1", "TP53", "ERBB2", "ENSG04", "ENSG05");
        assertThat(GeneNames.of(List.of("2099", "1234"), TABLE).symbols()).containsExactly("ESR1", "1234");
        assertThat(GeneNames.of(IDS).of(2)).isEqualTo("ENSG03.7");
        assertThatThrownBy(() -> GeneNames.of(IDS, List.of("a\tb")))
                .isInstanceOf(UnreadableLine.class)
                .hasMessageContaining("a column of symbols");
    }

    @Test
    void setsFindTheirGenesBySymbolAndById() {
        List<NamedSet> named = List.of(
                new NamedSet("mixed", List.of("ERBB2", "ENSG01", "TP53", "TP53", "UNKNOWN")),
                new NamedSet("small", List.of("ESR1", "TP53")));
        List<GeneSet> sets = GeneSet.in(GeneNames.of(IDS, TABLE), "hallmark", named);

        assertThat(sets).hasSize(1);
        assertThat(sets.get(0).name()).isEqualTo("mixed");
        assertThat(sets.get(0).genes()).containsExactly(0, 1, 2);
    }
}
