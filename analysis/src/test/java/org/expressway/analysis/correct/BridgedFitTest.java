package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgedFitTest {
    /** The loop stops at changes of 1e-6, and the naive formulas take its last scales. */
    private static final double CLOSE = 1e-4;

    /** The posterior of one gene written out as the science notes have it, from the samples themselves. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thePosteriorIsThatOfTheFormulas(long seed) {
        BridgedWorld world = new BridgedWorld(seed, .5, .3);
        List<Member> study = world.study(12, 1.3);
        List<Member> controls = world.controls(3, 0);
        BatchFit fit = world.fit(study, controls).fit();
        ReferenceMoments reference = world.basis.moments();
        for (int g = 0; g < BridgedWorld.GENES; g++) {
            double sigma = Math.sqrt(reference.variance(g));
            double grand = reference.means()[g];
            double delta = fit.deltaStar()[g];
            double kappa = world.basis.materials().kappa()[g];
            double located = 0;
            for (Member sample : study) {
                located += (sample.values()[g] - grand) / sigma / study.size();
            }
            double bridged = 0;
            for (Member control : controls) {
                double r = world.basis.materials().find(control.material()).values()[g];
                bridged += (control.values()[g] - grand - Math.sqrt(delta) * (r - grand)) / sigma / 3;
            }
            double vs = delta / 12;
            double vc = delta * kappa / 3 + kappa * (4. / 9 / 12 + 1. / 9 / 12) + .05;
            double precision = 1 / vs + 1 / vc + 1 / fit.tau2();
            double expected = (located / vs + bridged / vc + fit.gammaBar() / fit.tau2()) / precision;
            assertThat(fit.gammaStar()[g]).as("seed %s gene %s", seed, g).isEqualTo(expected, within(CLOSE));
            assertThat(fit.posteriorSd()[g]).isEqualTo(Math.sqrt(1 / precision), within(CLOSE));
        }
    }

    /** The truth lies as far from the estimate as the posterior sd says, with many samples and with few. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 32})
    void theStatedUncertaintyIsTheTrueOne(int samples) {
        double squares = 0;
        int seen = 0;
        for (long seed = 1; seed <= 5; seed++) {
            BridgedWorld world = new BridgedWorld(seed, .7, .3);
            BatchFit fit = world.fit(world.study(samples, 1), world.controls(2, Math.sqrt(.05)))
                    .fit();
            for (int g = 0; g < BridgedWorld.GENES; g++) {
                double off = (fit.gammaStar()[g] - world.shift[g]) / fit.posteriorSd()[g];
                squares += off * off;
                seen++;
            }
        }
        assertThat(Math.sqrt(squares / seen)).isBetween(.9, 1.15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withoutABatchEffectValuesStayWithinThePosteriorSd(long seed) {
        BridgedWorld world = new BridgedWorld(seed, 0, .3);
        List<Member> study = world.study(16, 1);
        for (List<Member> controls : List.of(List.<Member>of(), world.controls(2, 0))) {
            BatchCorrection fit = world.fit(study, controls);
            SampleCorrection correction = new BatchCorrector(world.basis).ready(fit);
            GeneMoments before = new GeneMoments(BridgedWorld.GENES);
            GeneMoments after = new GeneMoments(BridgedWorld.GENES);
            for (Member sample : study) {
                double[] out = new double[BridgedWorld.GENES];
                correction.apply(sample.values(), out);
                before.plus(sample.values());
                after.plus(out);
            }
            double squares = 0;
            for (int g = 0; g < BridgedWorld.GENES; g++) {
                double sd = Math.sqrt(world.basis.moments().variance(g));
                double moved = (after.means()[g] - before.means()[g]) / sd;
                squares += moved * moved / BridgedWorld.GENES;
            }
            assertThat(Math.sqrt(squares))
                    .as("seed %s, %s", seed, fit.mode())
                    .isLessThanOrEqualTo(fit.fit().meanPosteriorSd() + .05);
        }
    }

    @Test
    void controlsNeverEnterTheStudyStatistics() {
        BridgedWorld world = new BridgedWorld(4, .5, .3);
        List<Member> study = world.study(10, 1.2);
        BatchCorrection near = world.fit(study, world.controls(2, 0));
        BatchCorrection far = world.fit(study, world.controls(2, 5));
        assertThat(far.fit().deltaHat()).isEqualTo(near.fit().deltaHat());
        assertThat(far.fit().samples()).isEqualTo(10);
        assertThat(far.studySamples()).isEqualTo(10);
        assertThat(far.controlSamples()).isEqualTo(2);
        assertThat(far.samples()).hasSize(12).startsWith("c000", "c001", "s000");
    }

    @Test
    void fewSamplesKeepTheirScale() {
        BridgedWorld world = new BridgedWorld(5, .5, .3);
        assertThat(world.fit(world.study(7, 2), world.controls(1, 0)).fit().deltaStar())
                .containsOnly(1);
        double[] scales =
                world.fit(world.study(32, 2), world.controls(1, 0)).fit().deltaStar();
        assertThat(Arrays.stream(scales).average().orElseThrow()).isBetween(3.5, 4.5);
    }

    /** 1 is twenty times the assumed .05; the batch says what it saw. */
    @Test
    void controlsThatDoNotCommuteAreSeen() {
        BridgedWorld world = new BridgedWorld(6, .5, .05);
        assertThat(world.fit(world.study(32, 1), world.controls(2, 1)).omega2()).isBetween(.8, 1.2);
        assertThat(world.fit(world.study(32, 1), world.controls(2, 0)).omega2()).isLessThan(.02);
        assertThat(world.fit(List.of(), world.controls(2, 0)).omega2()).isNaN();
    }

    @Test
    void aGeneThatNoControlHasIsLeftToTheSamples() {
        BridgedWorld world = new BridgedWorld(7, .5, .3);
        List<Member> controls = world.controls(2, 0);
        controls.forEach(control -> control.values()[3] = Double.NaN);
        BatchFit both = world.fit(world.study(10, 1), controls).fit();
        assertThat(both.corrects(3)).isTrue();
        assertThat(both.posteriorSd()[3]).isGreaterThan(both.posteriorSd()[4]);
        BatchFit alone = world.fit(List.of(), controls).fit();
        assertThat(alone.corrects(3)).isFalse();
        assertThat(alone.corrects(4)).isTrue();
    }
}
