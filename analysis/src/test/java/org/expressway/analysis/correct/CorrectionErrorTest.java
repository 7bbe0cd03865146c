package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrectionErrorTest {
    private static final int GENES = 30;
    private static final CorrectionBasis BASIS = CorrectionBasis.learn(
            CorrectionSettings.defaults().withGuard(false), reference(), Double.NEGATIVE_INFINITY, 0);

    /** The variance is that of the corrected value when γ* is off by one of its standard deviations. */
    @Test
    void itIsWhatAnErrorOfTheLocationDoesToAValue() {
        BatchCorrection correction = new BatchCorrector(BASIS).fit(batch(12));
        BatchFit fit = correction.fit();
        double[] variance = CorrectionError.variance(BASIS, correction);
        double[] values = values(new SplittableRandom(5), 0);
        double[] as = corrected(fit, values);
        double[] off = corrected(moved(fit), values);
        for (int g = 0; g < GENES; g++) {
            assertThat(variance[g])
                    .as("gene %d", g)
                    .isPositive()
                    .isCloseTo((off[g] - as[g]) * (off[g] - as[g]), within(1e-12));
        }
    }

    @Test
    void moreSamplesLeaveLess() {
        double few = mean(CorrectionError.variance(BASIS, new BatchCorrector(BASIS).fit(batch(8))));
        double many = mean(CorrectionError.variance(BASIS, new BatchCorrector(BASIS).fit(batch(80))));
        assertThat(many).isLessThan(few / 4);
    }

    @Test
    void aBatchThatIsNotCorrectedSaysNothingOfItsError() {
        BatchCorrection correction = new BatchCorrector(BASIS).fit(batch(3));
        assertThatThrownBy(() -> CorrectionError.variance(BASIS, correction))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNCORRECTED");
    }

    private static BatchFit moved(BatchFit fit) {
        double[] moved = fit.gammaStar().clone();
        for (int g = 0; g < GENES; g++) {
            moved[g] += fit.posteriorSd()[g];
        }
        return new BatchFit(
                fit.samples(),
                fit.iterations(),
                fit.gammaHat(),
                fit.deltaHat(),
                moved,
                fit.deltaStar(),
                fit.posteriorSd(),
                fit.gammaBar(),
                fit.tau2(),
                fit.priorA(),
                fit.priorB());
    }

    private static double[] corrected(BatchFit fit, double[] values) {
        double[] out = new double[GENES];
        new Correction(BASIS.moments(), fit).apply(values, out);
        return out;
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static List<BasisSample> reference() {
        SplittableRandom random = new SplittableRandom(1);
        List<BasisSample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            samples.add(new BasisSample(MemberRole.STUDY, null, null, values(random, 0)));
        }
        return samples;
    }

    private static List<Member> batch(int n) {
        SplittableRandom random = new SplittableRandom(2);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            members.add(new Member("S%03d".formatted(i), MemberRole.STUDY, null, values(random, .7)));
        }
        return members;
    }

    private static double[] values(SplittableRandom random, double shift) {
        double[] values = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            values[g] = 5 + g * .1 + (g % 3 - 1) * shift + random.nextGaussian();
        }
        return values;
    }
}
