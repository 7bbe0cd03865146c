package org.expressway.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.expressway.schemas.artifact.Panel;
import org.junit.jupiter.api.Test;

class PanelAlignmentTest {
    @Test
    void genesComeInThePanelsOrderAndMissingOnesAreNaN() {
        PanelAlignment alignment = PanelAlignment.of(new Panel(List.of("A", "B", "C")), List.of("C", "X", "A"));
        assertThat(alignment.apply(new float[] {3, 9, 1})).containsExactly(1, Float.NaN, 3);
        assertThat(alignment.matched()).isEqualTo(2);
        assertThat(alignment.missing()).isEqualTo(1);
        assertThat(alignment.extra()).isEqualTo(1);
    }
}
