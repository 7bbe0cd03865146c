package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.api.Test;

class MarkerGenesTest {
    @Test
    void genesAreKnownBySymbolAndByEnsemblIdWithAndWithoutVersion() {
        MarkerGenes markers = MarkerGenes.in(List.of(
                "TP53", "MT-ND1", "ENSG00000198888.2", "xist", "ENSG00000129824", "DDX3Y", "MTOR", "ENSG00000198804"));
        assertThat(markers.mitochondrial()).containsExactly(1, 2, 7);
        assertThat(markers.xist()).containsExactly(3);
        assertThat(markers.chromosomeY()).containsExactly(4, 5);
    }

    @Test
    void aPanelOfOtherGenesHasNone() {
        MarkerGenes markers = MarkerGenes.in(List.of("AT1G01010", "YAL001C"));
        assertThat(markers).usingRecursiveComparison().isEqualTo(MarkerGenes.NONE);
    }

    /** Of GENCODE v36, all genes of chromosome M and no others, by either name. */
    @Test
    void theMitochondrialGenesAreThoseOfTheAnnotation() {
        Table genes = Oracles.data("gene-annotation/human_genes.tsv.gz");
        List<String> chromosomes = genes.texts("chrom");
        int[] expected = IntStream.range(0, chromosomes.size())
                .filter(i -> chromosomes.get(i).equals("chrM"))
                .toArray();
        assertThat(expected).hasSize(37);
        assertThat(MarkerGenes.in(genes.texts("ensembl_id")).mitochondrial()).containsExactly(expected);
        assertThat(MarkerGenes.in(genes.texts("symbol")).mitochondrial()).containsExactly(expected);
        assertThat(MarkerGenes.in(genes.texts("ensembl_id")).xist()).hasSize(1);
        assertThat(MarkerGenes.in(genes.texts("ensembl_id")).chromosomeY()).hasSize(2);
    }
}
