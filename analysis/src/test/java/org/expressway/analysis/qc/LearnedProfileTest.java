package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Correlation with the median profile and energy outside the axes: learned, cross-fitted, and what they see. */
class LearnedProfileTest {
    private static final String RHO = "profile_correlation";
    private static final String ENERGY = "residual_energy";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void moreOfTheSameKindPasses(long seed) {
        QualityLimits limits = limits(Cohort.logs(seed, 48));
        for (float[] sample : Cohort.logs(seed + 100, 20)) {
            assertThat(QualityCheck.worst(Cohort.judged(limits, false, sample)))
                    .as("seed %s", seed)
                    .isEqualTo(Verdict.PASS);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledGenesFailByTheirRanks(long seed) {
        List<Float> values = new ArrayList<>();
        for (float value : Cohort.logs(seed, 1).get(0)) {
            values.add(value);
        }
        Collections.shuffle(values, new Random(seed));
        float[] shuffled = new float[values.size()];
        for (int g = 0; g < shuffled.length; g++) {
            shuffled[g] = values.get(g);
        }
        List<QualityResult> results = Cohort.judged(limits(Cohort.logs(seed, 48)), false, shuffled);
        assertThat(find(RHO, results).verdict()).as("seed %s", seed).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aDirectionThatTheReferenceKnowsIsNoEnergyAndAnyOtherIs() {
        QualityLimits limits = limits(Cohort.logs(1, 48));
        float[] known = Cohort.logs(2, 1).get(0);
        float[] foreign = known.clone();
        for (int g = 0; g < known.length; g++) {
            known[g] += g % 2 == 0 ? 0 : 3;
            foreign[g] += g % 3 == 0 ? 3 : 0;
        }
        assertThat(find(ENERGY, Cohort.judged(limits, false, known)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(find(ENERGY, Cohort.judged(limits, false, foreign)).verdict())
                .isNotEqualTo(Verdict.PASS);
    }

    @Test
    void missingGenesAreLeftOutOfBoth() {
        QualityLimits limits = limits(Cohort.logs(1, 48));
        float[] sample = Cohort.logs(2, 1).get(0);
        float[] partly = sample.clone();
        partly[3] = Float.NaN;
        double whole = find(ENERGY, Cohort.judged(limits, false, sample)).value();
        assertThat(find(ENERGY, Cohort.judged(limits, false, partly)).value()).isEqualTo(whole, within(.2 * whole));
        for (int g = 15; g < partly.length; g++) {
            partly[g] = Float.NaN;
        }
        assertThat(Cohort.judged(limits, false, partly))
                .as("fifteen genes say nothing")
                .extracting(QualityResult::check)
                .doesNotContain(RHO, ENERGY);
    }

    /** The axes fit their own cohort too well: its own energies are smaller than those of samples left out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theLimitComesFromSamplesThatTheAxesHaveNotSeen(long seed) {
        List<float[]> cohort = Cohort.logs(seed, 24);
        QualityCohort learned = Cohort.of(false, MarkerGenes.NONE, cohort);
        ResidualBasis basis = ResidualBasis.of(learned.normalized(), learned.expressed());
        double inside = Spread.of(learned.normalized().stream().mapToDouble(basis::energy))
                .median();
        double flag = limits(cohort).of(Threshold.RESIDUAL_ENERGY).flag();
        assertThat(flag).as("seed %s", seed).isGreaterThan(4.5 * inside);
    }

    @Test
    void aCohortTooSmallToLeaveAThirdOutHasNeither() {
        QualityLimits limits = limits(Cohort.logs(1, 11));
        assertThat(limits.typical()).isNull();
        assertThat(limits.basis()).isNull();
        assertThat(limits.of(Threshold.RESIDUAL_ENERGY).fail()).isInfinite();
    }

    @Test
    void subjectsAreNeverOnBothSides() {
        List<double[]> samples = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            samples.add(new double[] {i % 4});
            subjects.add("p" + i % 4);
        }
        CrossFit unseen = new CrossFit(samples, subjects);
        assertThat(unseen.possible()).isTrue();
        assertThat(unseen.measures(
                        others -> others,
                        others -> one -> others.stream()
                                .filter(other -> other[0] == one[0])
                                .count()))
                .hasSize(12)
                .containsOnly(0.0);
    }

    private static QualityLimits limits(List<float[]> cohort) {
        return QualityLimits.learnedFrom(Cohort.of(false, MarkerGenes.NONE, cohort));
    }

    private static QualityResult find(String check, List<QualityResult> results) {
        return results.stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow();
    }
}
