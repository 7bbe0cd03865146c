package org.expressway.trainer.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.expressway.analysis.explain.GeneNames;
import org.expressway.analysis.explain.GeneSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code train --gene-symbols} and {@code --gene-sets} read. */
class AnnotationTest {
    private static final List<String> PANEL = List.of("ENSG1", "ENSG2", "ENSG3", "ENSG4", "ENSG5");

    @TempDir
    private Path folder;

    private Path symbols;

    @BeforeEach
    void writeSymbols() throws IOException {
        symbols = Files.writeString(
                folder.resolve("genes.tsv"),
                "gene_id\tgene_name\nENSG1\tESR1\nENSG2\tGATA3\nENSG3\tFOXA1\nENSG4\tKRT5\nENSG9\tOTHER\n");
    }

    @Test
    void setsThatNameSymbolsFindTheirGenesInThePanel() throws IOException {
        Path gmt = Files.writeString(
                folder.resolve("h.all.gmt"), "LUMINAL\t\tESR1\tGATA3\tFOXA1\tNOT_HERE\nTOO_SMALL\t\tKRT5\tESR1\n");
        Annotation annotation = new Annotation(Optional.of(symbols), List.of(gmt));
        GeneNames names = annotation.names(PANEL);
        assertThat(names.of(0)).isEqualTo("ESR1");
        assertThat(names.of(4)).as("no symbol is known").isEqualTo("ENSG5");
        assertThat(annotation.sets(names)).singleElement().satisfies(set -> {
            assertThat(set.collection()).isEqualTo("h.all");
            assertThat(set.name()).isEqualTo("LUMINAL");
            assertThat(set.genes()).containsExactlyInAnyOrder(0, 1, 2);
        });
    }

    @Test
    void setsOfSeveralFilesStandUnderTheirFilesNames() throws IOException {
        Path one = Files.writeString(folder.resolve("one.gmt"), "A\t\tENSG1\tENSG2\tENSG3\n");
        Path two = Files.writeString(folder.resolve("two.gmt"), "B\t\tENSG3\tENSG4\tENSG5\n");
        Annotation annotation = new Annotation(Optional.empty(), List.of(one, two));
        assertThat(annotation.sets(annotation.names(PANEL)))
                .extracting(GeneSet::collection)
                .containsExactly("one", "two");
    }

    @Test
    void aFileThatKnowsNoGeneOfThePanelIsRefusedWithItsName() throws IOException {
        Path gmt = Files.writeString(folder.resolve("mouse.gmt"), "A\t\tEsr1\tGata3\tFoxa1\n");
        Annotation annotation = new Annotation(Optional.of(symbols), List.of(gmt));
        GeneNames names = annotation.names(PANEL);
        assertThatThrownBy(() -> annotation.sets(names))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("mouse.gmt")
                .hasMessageContaining("3 genes of the panel");
    }
}
