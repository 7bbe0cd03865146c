package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.guard.ClassMix;
import org.junit.jupiter.api.Test;

/** Two classes, 300 of 1,000 genes apart by 1 sd; what the guard says becomes the mode, and the mode does what it should. */
class GuardedModesTest {
    private static final int GENES = 1_000;
    private static final int APART = 300;
    private static final CorrectionBasis BASIS = basis(CorrectionSettings.defaults());

    @Test
    void theReferencesMixIsCorrectedAsSvaDoes() {
        List<Member> batch = batch(1, 16, 16);
        BatchCorrection correction = fit(batch);
        assertThat(correction.mode()).as(correction.reason()).isEqualTo(Mode.SVA);
        assertThat(correction.composition()).isNotNull();
        assertThat(left(correction, batch)).isLessThan(.25);
    }

    @Test
    void anotherMixIsCorrectedAboutItsClasses() {
        List<Member> batch = batch(2, 26, 6);
        BatchCorrection correction = fit(batch);
        assertThat(correction.mode()).as(correction.reason()).isEqualTo(Mode.COVARIATE);
        assertThat(left(correction, batch)).isLessThan(.25);
        BatchCorrector plain =
                new BatchCorrector(basis(CorrectionSettings.defaults().withGuard(false)));
        assertThat(left(plain.fit(batch), batch))
                .as("ComBat takes the classes for the batch")
                .isGreaterThan(.3);
    }

    @Test
    void oneClassIsLeftAsItIs() {
        List<Member> batch = batch(3, 32, 0);
        BatchCorrection correction = fit(batch);
        assertThat(correction.mode()).as(correction.reason()).isEqualTo(Mode.CONFOUNDED);
        double[] out = new double[GENES];
        new BatchCorrector(BASIS).ready(correction).apply(batch.get(0).values(), out);
        assertThat(out).isEqualTo(batch.get(0).values());
    }

    /** A design decides what the samples leave open, and the record keeps what they say. */
    @Test
    void aDeclaredMixIsBelievedWhereTheSamplesProveNothing() {
        List<Member> batch = batch(7, 6, 2);
        BatchCorrection alone = fit(batch);
        assertThat(alone.mode()).as(alone.reason()).isEqualTo(Mode.CONFOUNDED);
        BatchCorrection declared = new BatchCorrector(BASIS).fit(batch, ClassMix.AS_REFERENCE);
        assertThat(declared.mode()).isEqualTo(Mode.SVA);
        assertThat(declared.reason())
                .contains("declared to be mixed as the reference")
                .contains(alone.reason());
        assertThat(left(declared, batch)).isLessThan(.6);
    }

    @Test
    void aDeclaredMixIsNotBelievedAgainstTheSamples() {
        BatchCorrection declared = new BatchCorrector(BASIS).fit(batch(2, 26, 6), ClassMix.AS_REFERENCE);
        assertThat(declared.mode()).isEqualTo(Mode.COVARIATE);
        assertThat(declared.reason()).contains("which the samples contradict");
    }

    @Test
    void controlsSpeakWhereTheStudyCannot() {
        List<Member> batch = batch(4, 32, 0);
        BatchCorrection correction = fit(withControls(batch, 4));
        assertThat(correction.mode()).isEqualTo(Mode.BRIDGED);
        assertThat(correction.fit().deltaStar())
                .as("a batch of one class shows no scale")
                .containsOnly(1);
        assertThat(left(correction, batch)).isLessThan(.25);
    }

    @Test
    void controlsJoinTheStudyAboutItsClasses() {
        List<Member> batch = batch(5, 26, 6);
        BatchCorrection bridged = fit(withControls(batch, 2));
        assertThat(bridged.mode()).isEqualTo(Mode.BRIDGED);
        assertThat(bridged.fit().meanPosteriorSd()).isLessThan(fit(batch).fit().meanPosteriorSd());
        assertThat(left(bridged, batch)).isLessThan(.25);
    }

    @Test
    void theSameBatchGivesTheSameBits() {
        List<Member> batch = batch(6, 26, 6);
        assertThat(fit(batch))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(new BatchCorrector(basis(CorrectionSettings.defaults())).fit(List.copyOf(batch)));
    }

    @Test
    void everyModeHasAWayBack() {
        List<Mode> modes = new ArrayList<>();
        for (List<Member> batch : List.of(batch(6, 26, 6), batch(19, 19, 6), batch(1, 2, 6))) {
            BatchCorrection correction = fit(batch);
            modes.add(correction.mode());
            SampleCorrection ready = new BatchCorrector(BASIS).ready(correction);
            for (Member sample : batch) {
                double[] there = new double[GENES];
                double[] back = new double[GENES];
                ready.apply(sample.values(), there);
                ready.invert(there, back);
                assertThat(back)
                        .as("%s, %s", correction.mode(), sample.id())
                        .containsExactly(sample.values(), within(1e-9));
            }
        }
        assertThat(modes).contains(Mode.COVARIATE);
    }

    private static BatchCorrection fit(List<Member> batch) {
        return new BatchCorrector(BASIS).fit(batch);
    }

    /**
     * Root mean square, over the genes in which the classes differ, of what is left of the batch: how far the corrected
     * samples lie on average from what they were before the batch.
     */
    private static double left(BatchCorrection correction, List<Member> batch) {
        SampleCorrection ready = new BatchCorrector(BASIS).ready(correction);
        double[] shift = shift();
        GeneMoments moments = new GeneMoments(GENES);
        for (Member sample : batch) {
            double[] out = new double[GENES];
            ready.apply(sample.values(), out);
            Arrays.setAll(out, g -> out[g] - (sample.values()[g] - shift[g]));
            moments.plus(out);
        }
        double squares = 0;
        for (int g = 0; g < APART; g++) {
            squares += moments.means()[g] * moments.means()[g] / APART;
        }
        return Math.sqrt(squares);
    }

    private static List<Member> withControls(List<Member> batch, int controls) {
        SplittableRandom random = new SplittableRandom(99);
        double[] shift = shift();
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < controls; i++) {
            double[] values = new double[GENES];
            Arrays.setAll(values, g -> 5 + shift[g] + .2 * random.nextGaussian());
            all.add(Member.control("c" + i, "pool", values));
        }
        all.addAll(batch);
        return all;
    }

    private static List<Member> batch(long seed, int first, int second) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shift = shift();
        List<Member> batch = new ArrayList<>();
        for (int i = 0; i < first + second; i++) {
            double[] values = values(random, i < first ? .5 : -.5);
            Arrays.setAll(values, g -> values[g] + shift[g]);
            batch.add(Member.study("s%03d".formatted(i), values));
        }
        return batch;
    }

    private static double[] shift() {
        SplittableRandom random = new SplittableRandom(7);
        double[] shift = new double[GENES];
        Arrays.setAll(shift, g -> .8 * random.nextGaussian());
        return shift;
    }

    private static CorrectionBasis basis(CorrectionSettings settings) {
        SplittableRandom random = new SplittableRandom(5);
        List<BasisSample> cohort = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean first = i % 2 == 0;
            cohort.add(new BasisSample(
                    MemberRole.STUDY, null, first ? "first" : "second", values(random, first ? .5 : -.5)));
        }
        for (int i = 0; i < 10; i++) {
            double[] values = new double[GENES];
            Arrays.setAll(values, g -> 5 + .2 * random.nextGaussian());
            cohort.add(new BasisSample(MemberRole.CONTROL, "pool", null, values));
        }
        return CorrectionBasis.learn(settings, cohort, Double.NEGATIVE_INFINITY, 0);
    }

    private static double[] values(SplittableRandom random, double offClass) {
        double[] values = new double[GENES];
        Arrays.setAll(values, g -> 5 + (g < APART ? offClass : 0) + random.nextGaussian());
        return values;
    }
}
