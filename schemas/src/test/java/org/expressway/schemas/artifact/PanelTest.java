package org.expressway.schemas.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelTest {
    private final Panel panel = new Panel(List.of("TP53", "Grün 1", "ENSG00000141510.18"));

    @Test
    void aStoredPanelComesBackUnderItsId(@TempDir Path directory) throws IOException {
        ArtifactStore store = new DirectoryArtifactStore(directory);
        assertThat(panel.store(store)).isEqualTo(panel.id());
        assertThat(Panel.load(store, panel.id())).isEqualTo(panel);
    }

    /** `printf 'TP53\nEGFR\n' | sha256sum`. */
    @Test
    void theIdIsTheDigestOfTheGenesOneALine() {
        assertThat(new Panel(List.of("TP53", "EGFR")).id())
                .isEqualTo("9cb362d5f350d000e3dbbf661e21248e38d8c4ad34ba9843c290575f8d01f7ac");
    }

    @Test
    void theOrderOfGenesMakesAnotherPanel() {
        assertThat(new Panel(List.of("A", "B")).id()).isNotEqualTo(new Panel(List.of("B", "A")).id());
        assertThat(new Panel(List.of("A", "B")).positions())
                .containsEntry("A", 0)
                .containsEntry("B", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A\nB", "A\rB"})
    void aGeneThatWouldNotComeBackIsRefused(String gene) {
        assertThatThrownBy(() -> new Panel(List.of(gene))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyPanelAndADoubleGeneAreRefused() {
        assertThatThrownBy(() -> new Panel(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Panel(List.of("A", "B", "A")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A stands twice");
    }
}
