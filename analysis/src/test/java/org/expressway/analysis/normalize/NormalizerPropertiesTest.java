package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every normaliser, over random cohorts. */
class NormalizerPropertiesTest {
    private static final int GENES = 120;
    private static final int SAMPLES = 8;
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    /** A method, and the seed of its cohort. */
    record Case(NormalizationMethod method, long seed) {
        ValueUnit unit() {
            return Arrays.stream(ValueUnit.values())
                    .filter(method::accepts)
                    .findFirst()
                    .orElseThrow();
        }

        List<float[]> cohort() {
            return Samples.counts(new SplittableRandom(seed), SAMPLES, GENES);
        }

        Normalizer learned(List<float[]> cohort, double[] lengths) {
            List<String> keys =
                    IntStream.range(0, cohort.size()).mapToObj(i -> "S" + i).toList();
            return NormalizationSettings.of(method)
                    .withGeneLengths(method == NormalizationMethod.TPM ? lengths : null)
                    .learn(unit(), keys, cohort);
        }

        Normalizer learned() {
            return learned(cohort(), lengths());
        }

        static double[] lengths() {
            return IntStream.range(0, GENES).mapToDouble(g -> 200 + 37 * g).toArray();
        }
    }

    static Stream<Case> all() {
        return Arrays.stream(NormalizationMethod.values())
                .flatMap(method -> SEEDS.stream().map(seed -> new Case(method, seed)));
    }

    /** Those that divide by a size; TMM's weights, as edgeR's, know how deep the sample is. */
    static Stream<Case> scaling() {
        return all().filter(one -> one.unit() == ValueUnit.COUNTS && one.method() != NormalizationMethod.TMM);
    }

    @ParameterizedTest
    @MethodSource("scaling")
    void aConstantTimesTheCountsGivesTheSameValues(Case one) {
        float[] sample = one.cohort().get(3);
        float[] scaled = sample.clone();
        for (int g = 0; g < GENES; g++) {
            scaled[g] *= 7;
        }
        Normalizer normalizer = one.learned();
        double[] values = Samples.normalized(normalizer, sample);
        assertThat(Samples.normalized(normalizer, scaled)).as("%s", one).containsExactly(values, relative(values));
        assertThat(normalizer.logSizeFactor(scaled) - normalizer.logSizeFactor(sample))
                .as("%s", one)
                .isEqualTo(Math.log(7), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOrderOfTheGenesDoesNotMatter(Case one) {
        int[] order = shuffled(new SplittableRandom(one.seed() + 100));
        List<float[]> permuted =
                one.cohort().stream().map(sample -> permuted(sample, order)).toList();
        double[] lengths = new double[GENES];
        Arrays.setAll(lengths, g -> Case.lengths()[order[g]]);
        double[] values = Samples.normalized(one.learned(), one.cohort().get(2));
        double[] seen = Samples.normalized(one.learned(permuted, lengths), permuted.get(2));
        for (int g = 0; g < GENES; g++) {
            assertThat(seen[g]).as("%s gene %s", one, g).isEqualTo(values[order[g]], relative(values));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMissingGeneStaysMissingAndIsNoZero(Case one) {
        Normalizer normalizer = one.learned();
        float[] sample = one.cohort().get(1);
        sample[7] = 0;
        float[] without = sample.clone();
        without[7] = Float.NaN;
        double[] values = Samples.normalized(normalizer, sample);
        double[] seen = Samples.normalized(normalizer, without);
        assertThat(seen[7]).as("%s", one).isNaN();
        assertThat(values[7]).as("%s", one).isNotNaN();
        seen[7] = values[7];
        boolean ranked = one.method() == NormalizationMethod.QUANTILE;
        assertThat(seen).as("%s", one).containsExactly(values, ranked ? within(10.0) : within(0.0));
    }

    /** Learned from samples that all lack a gene, the others are normalised as on a panel without it. */
    @ParameterizedTest
    @MethodSource("all")
    void aGeneThatIsMissingEverywhereHasNoInfluence(Case one) {
        List<float[]> narrow = one.cohort();
        double[] lengths = Arrays.copyOf(Case.lengths(), GENES + 1);
        lengths[GENES] = 900;
        List<float[]> wide = new ArrayList<>();
        for (float[] sample : narrow) {
            float[] longer = Arrays.copyOf(sample, GENES + 1);
            longer[GENES] = Float.NaN;
            wide.add(longer);
        }
        double[] seen = Samples.normalized(one.learned(wide, lengths), wide.get(4));
        double[] values = Samples.normalized(one.learned(narrow, Case.lengths()), narrow.get(4));
        assertThat(seen[GENES]).as("%s", one).isNaN();
        // Quantiles of the longer target are interpolated between those of the shorter one.
        boolean ranked = one.method() == NormalizationMethod.QUANTILE;
        assertThat(Arrays.copyOf(seen, GENES))
                .as("%s", one)
                .containsExactly(values, ranked ? within(.05 * spread(values)) : relative(values));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSampleAloneIsTheSampleInCompany(Case one) {
        List<float[]> cohort = one.cohort();
        double[] alone = Samples.normalized(one.learned(), cohort.get(5).clone());
        Normalizer normalizer = one.learned();
        cohort.forEach(other -> Samples.normalized(normalizer, other));
        assertThat(Samples.normalized(normalizer, cohort.get(5))).as("%s", one).isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aSampleOfAnotherPanelIsRefusedWhereGenesAreFrozen(Case one) {
        Normalizer normalizer = one.learned();
        if (normalizer.genes().isPresent()) {
            assertThat(normalizer.genes()).as("%s", one).hasValue(GENES);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> normalizer.logSizeFactor(new float[GENES - 1]))
                    .withMessageContaining("one for each of the " + GENES);
        }
    }

    private static Offset<Double> relative(double[] values) {
        return within(1e-13 * (1 + spread(values)));
    }

    private static double spread(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static int[] shuffled(SplittableRandom random) {
        int[] order = IntStream.range(0, GENES).toArray();
        for (int i = GENES - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static float[] permuted(float[] sample, int[] order) {
        float[] permuted = new float[sample.length];
        for (int g = 0; g < sample.length; g++) {
            permuted[g] = sample[order[g]];
        }
        return permuted;
    }
}
