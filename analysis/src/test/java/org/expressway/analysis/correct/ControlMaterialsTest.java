package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlMaterialsTest {
    private static final double NAN = Double.NaN;

    /** The study has variance 4 in both genes; pool repeats with variance 2 and 8, tube once. */
    @Test
    void aHandCheckedCohortGivesTheseFigures() {
        ControlMaterials materials =
                learned(control("pool", 1, 0), control("pool", 3, 4), control("tube", 7, NAN), blank("pool", 90, 90));
        assertThat(materials.materials()).extracting(ControlMaterial::name).containsExactly("pool", "tube");
        assertThat(materials.find("pool").values()).containsExactly(2, 2);
        assertThat(materials.find("pool").replicates()).containsExactly(2, 2);
        assertThat(materials.find("tube").values()).containsExactly(7, NAN);
        assertThat(materials.find("tube").replicates()).containsExactly(1, 0);
        assertThat(materials.find("other")).isNull();
        assertThat(materials.kappa())
                .as(".5 is floored at the median of .5 and 2")
                .containsExactly(1.25, 2);
    }

    @Test
    void withoutReplicatesKappaIsThatOfQuartet() {
        assertThat(learned(control("tube", 7, 7)).kappa()).containsExactly(.31, .31);
        assertThat(learned().kappa()).containsExactly(.31, .31);
        assertThat(learned().materials()).isEmpty();
    }

    @Test
    void studySamplesThatNameAMaterialTeachBoth() {
        CorrectionBasis basis = CorrectionBasis.learn(
                CorrectionSettings.defaults(),
                List.of(study("pool", 1, 1), study("pool", 5, 5), study(null, 3, 3)),
                Double.NEGATIVE_INFINITY,
                0);
        assertThat(basis.moments().samples()).isEqualTo(3);
        assertThat(basis.materials().find("pool").values()).containsExactly(3, 3);
        assertThat(basis.materials().kappa()).containsExactly(3, 3);
    }

    @Test
    void controlsAloneMakeNoReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CorrectionBasis.learn(CorrectionSettings.defaults(), List.of(control("pool", 1, 1)), 0, .05))
                .withMessageContaining("0 study samples");
    }

    private static ControlMaterials learned(BasisSample... controls) {
        List<BasisSample> all = new ArrayList<>(List.of(controls));
        all.add(study(null, 3, 3));
        all.add(study(null, 7, 7));
        return CorrectionBasis.learn(CorrectionSettings.defaults(), all, Double.NEGATIVE_INFINITY, 0)
                .materials();
    }

    private static BasisSample study(String material, double... values) {
        return new BasisSample(MemberRole.STUDY, material, null, values);
    }

    private static BasisSample control(String material, double... values) {
        return new BasisSample(MemberRole.CONTROL, material, null, values);
    }

    private static BasisSample blank(String material, double... values) {
        return new BasisSample(MemberRole.BLANK, material, null, values);
    }
}
