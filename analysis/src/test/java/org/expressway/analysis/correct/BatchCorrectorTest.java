package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.junit.jupiter.api.Test;

class BatchCorrectorTest {
    private static final BridgedWorld WORLD = new BridgedWorld(1, .5, .3);
    private static final CorrectionSettings DEFAULTS = CorrectionSettings.defaults();

    @Test
    void enoughSamplesGetSvasAlgorithm() {
        List<Member> study = WORLD.study(8, 1);
        BatchCorrection correction = WORLD.fit(study, List.of());
        assertThat(correction.mode()).isEqualTo(Mode.SVA);
        assertThat(correction.reason()).startsWith("ComBat against the reference, fitted to 8 samples of the batch");
        GeneMoments moments = new GeneMoments(BridgedWorld.GENES);
        study.forEach(sample -> moments.plus(sample.values()));
        assertThat(correction.fit().gammaStar())
                .isEqualTo(Combat.fit(WORLD.basis.moments(), moments).gammaStar());
        assertThat(correction.fitSamples()).isEqualTo(8);
    }

    @Test
    void meanOnlyLeavesTheScale() {
        BatchCorrection correction =
                with(DEFAULTS.withAdjustment(Adjustment.MEAN_ONLY)).fit(WORLD.study(9, 3));
        assertThat(correction.mode()).isEqualTo(Mode.SVA);
        assertThat(correction.fit().deltaStar()).containsOnly(1);
    }

    @Test
    void fewSamplesPassBitForBitAndTheReasonSaysSo() {
        List<Member> study = WORLD.study(7, 1);
        BatchCorrection correction = WORLD.fit(study, List.of());
        assertThat(correction.mode()).isEqualTo(Mode.UNCORRECTED);
        assertThat(correction.reason()).isEqualTo("fewer than 8 study samples in the batch");
        double[] out = new double[BridgedWorld.GENES];
        new BatchCorrector(WORLD.basis).ready(correction).apply(study.get(0).values(), out);
        assertThat(out).isEqualTo(study.get(0).values());
        assertThat(correction.fitSamples()).isZero();
    }

    @Test
    void oneControlIsEnoughToBridge() {
        BatchCorrection correction = WORLD.fit(WORLD.study(2, 1), WORLD.controls(1, 0));
        assertThat(correction.mode()).isEqualTo(Mode.BRIDGED);
        assertThat(correction.reason())
                .isEqualTo("bridged to the reference by 1 control of pool and 2 study samples of the batch;"
                        + " the reference names no classes whose mix could be judged");
        assertThat(correction.fit().correctedGenes()).isEqualTo(BridgedWorld.GENES);
    }

    @Test
    void controlsOfAnUnknownMaterialBridgeNothing() {
        List<Member> members = new ArrayList<>(List.of(
                Member.control("a", "moonshine", new double[BridgedWorld.GENES]),
                Member.control("b", null, new double[BridgedWorld.GENES])));
        assertThat(with(DEFAULTS).fit(members).reason())
                .isEqualTo("fewer than 8 study samples in the batch, and the reference knows the material of none of"
                        + " its 2 controls");
        members.addAll(WORLD.study(9, 1));
        BatchCorrection correction = with(DEFAULTS).fit(members);
        assertThat(correction.mode()).isEqualTo(Mode.SVA);
        assertThat(correction.samples()).hasSize(9);
    }

    @Test
    void blanksCountForNothing() {
        List<Member> study = WORLD.study(9, 1);
        List<Member> members = new ArrayList<>();
        members.add(new Member("a", MemberRole.BLANK, "pool", new double[BridgedWorld.GENES]));
        members.addAll(study);
        assertThat(with(DEFAULTS).fit(members))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(with(DEFAULTS).fit(study));
    }

    @Test
    void switchedOffMeansOff() {
        List<Member> members = new ArrayList<>(WORLD.controls(2, 0));
        members.addAll(WORLD.study(20, 1));
        BatchCorrection correction =
                with(DEFAULTS.withMethod(CorrectionMethod.NONE)).fit(members);
        assertThat(correction.mode()).isEqualTo(Mode.UNCORRECTED);
        assertThat(correction.reason()).isEqualTo("the reference switches correction off");
    }

    @Test
    void anEmptyBatchIsUncorrected() {
        assertThat(with(DEFAULTS).fit(List.of()).mode()).isEqualTo(Mode.UNCORRECTED);
    }

    @Test
    void samplesOutOfOrderAreRefused() {
        Member one = WORLD.study(1, 1).get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(DEFAULTS).fit(List.of(one, one)))
                .withMessageContaining("s000 after s000");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withMinBatchSize(1));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withOmega2(-1));
    }

    private static BatchCorrector with(CorrectionSettings settings) {
        return new BatchCorrector(new CorrectionBasis(settings, WORLD.basis.moments(), WORLD.basis.materials(), null));
    }
}
