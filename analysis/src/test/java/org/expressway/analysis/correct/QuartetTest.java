package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.expressway.analysis.correct.Quartet.Figures;
import org.expressway.analysis.correct.Quartet.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures of RATIONALE.md, on real data. */
class QuartetTest {
    @Test
    void bridgedSamplesLieByRnaAndNoLongerByLaboratory() {
        Figures bridged = Quartet.figures(Way.BRIDGED, false);
        assertThat(bridged.byLab()).isLessThanOrEqualTo(0);
        assertThat(bridged.bySample()).isGreaterThanOrEqualTo(.60);
        assertThat(bridged.rmse()).isLessThanOrEqualTo(.25);
    }

    @ParameterizedTest(name = "{0}, all genes {1}")
    @CsvSource({
        "RAW, false, .167, .434, .517",
        "SVA, false, -.080, .611, .227",
        "ONE_CONTROL_ALONE, false, .055, .521, .395",
        "CONTROLS_ALONE, false, -.002, .568, .336",
        "ONE_CONTROL, false, -.079, .611, .229",
        "BRIDGED, false, -.079, .611, .230",
        "RAW, true, .247, .269, 1.178",
        "SVA, true, -.048, .357, .687",
        "BRIDGED, true, -.047, .357, .691"
    })
    void everyWayHasItsFigures(Way way, boolean allGenes, double byLab, double bySample, double rmse) {
        Figures figures = Quartet.figures(way, allGenes);
        assertThat(figures.byLab()).isEqualTo(byLab, within(.001));
        assertThat(figures.bySample()).isEqualTo(bySample, within(.001));
        assertThat(figures.rmse()).isEqualTo(rmse, within(.001));
    }

    /** The posterior sd is no ornament: controls beside samples make it smaller, few controls alone leave it large. */
    @Test
    void uncertaintyFallsWithEvidence() {
        double bridged = Quartet.figures(Way.BRIDGED, false).sd();
        assertThat(bridged).isLessThan(Quartet.figures(Way.ONE_CONTROL, false).sd());
        assertThat(Quartet.figures(Way.ONE_CONTROL, false).sd())
                .isLessThan(Quartet.figures(Way.SVA, false).sd());
        assertThat(Quartet.figures(Way.CONTROLS_ALONE, false).sd())
                .isLessThan(Quartet.figures(Way.ONE_CONTROL_ALONE, false).sd());
    }
}
