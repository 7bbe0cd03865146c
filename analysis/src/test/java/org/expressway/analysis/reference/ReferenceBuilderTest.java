package org.expressway.analysis.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.expressway.analysis.normalize.MedianOfRatios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceBuilderTest {
    private static final List<String> BATCHES = List.of("A/2", "A/1");
    private static final ReferenceSettings LOG = ReferenceSettings.defaults(false);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSameSetOfSamplesGivesTheSameBytesInAnyOrder(long seed) {
        List<ReferenceSample> samples = new ArrayList<>(Cohorts.counts(20, 30));
        ReferenceSettings settings = ReferenceSettings.defaults(true);
        byte[] bytes = ReferenceFormat.write(ReferenceBuilder.build("panel", BATCHES, samples, settings));
        Collections.shuffle(samples, new Random(seed));
        byte[] shuffled = ReferenceFormat.write(ReferenceBuilder.build("panel", BATCHES, samples, settings));
        assertThat(shuffled).isEqualTo(bytes);
    }

    @Test
    void aHandCheckedCohortGivesTheseFigures() {
        ReferenceProfile profile = ReferenceBuilder.build(
                "panel",
                BATCHES,
                List.of(
                        new ReferenceSample("A/3", "p2", new float[] {9, -1, 5}, "x"),
                        new ReferenceSample("A/1", "p1", new float[] {1, -2, 5}, "x"),
                        new ReferenceSample("A/2", "p1", new float[] {5, -3, 5}, "y"),
                        new ReferenceSample("A/4", "p3", new float[] {5, -2, Float.NaN}, null)),
                LOG);
        assertThat(profile.members()).containsExactly("A/1", "A/2", "A/3", "A/4");
        assertThat(profile.batches()).containsExactly("A/1", "A/2");
        assertThat(profile.subjects()).containsExactly("p1", "p2", "p3");
        assertThat(profile.moments().counts()).containsExactly(4, 4, 3);
        assertThat(profile.moments().means()).containsExactly(5, -2, 5);
        assertThat(profile.moments().variance(0)).isEqualTo(8);
        assertThat(profile.moments().corrected()).containsExactly(true, false, false);
        assertThat(profile.classes()).extracting(ClassStatistics::label).containsExactly("x", "y");
        assertThat(profile.classes().get(0).centroid()).containsExactly(5, -1.5, 5);
        assertThat(profile.withinClassVariance()).containsExactly(32, .5, 0);
        assertThat(profile.counts()).isFalse();
    }

    @Test
    void withoutLabelsThereAreNoClasses() {
        List<ReferenceSample> unlabelled = Cohorts.counts(4, 10).stream()
                .map(s -> new ReferenceSample(s.key(), s.subject(), s.values(), null))
                .toList();
        ReferenceProfile profile =
                ReferenceBuilder.build("panel", BATCHES, unlabelled, ReferenceSettings.defaults(true));
        assertThat(profile.classes()).isEmpty();
        assertThat(profile.withinClassVariance()).isNull();
    }

    @Test
    void countsAreNormalisedByTheirMedianOfRatios() {
        List<ReferenceSample> samples = List.of(
                new ReferenceSample("A/1", "p1", new float[] {10, 20}, null),
                new ReferenceSample("A/2", "p2", new float[] {20, 40}, null));
        ReferenceProfile profile = ReferenceBuilder.build("panel", BATCHES, samples, ReferenceSettings.defaults(true));
        assertThat(profile.normalizer()).isInstanceOf(MedianOfRatios.class);
        double expected = Math.log(Math.sqrt(200) + .5) / Math.log(2);
        assertThat(profile.moments().means()[0]).isEqualTo(expected, within(1e-13));
        assertThat(profile.moments().corrected()).containsExactly(false, false);
    }

    @Test
    void aCohortThatTeachesNothingIsRefused() {
        ReferenceSample good = new ReferenceSample("A/1", "p", new float[] {1, 2}, null);
        assertRefused(List.of(good), "1 samples, expected at least 2");
        assertRefused(List.of(good, good), "A/1 is in the reference twice");
        assertRefused(List.of(good, new ReferenceSample("A/2", "p", new float[1], null)), "A/2 has 1 values where A/1");
        assertRefused(
                List.of(good, new ReferenceSample("A/2", "p", new float[] {Float.NaN, Float.NaN}, null)),
                "A/2 has no usable value");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LOG.withMinBatchSize(1));
        assertThat(LOG.withCorrection(CorrectionMethod.NONE).correction().method())
                .isEqualTo(CorrectionMethod.NONE);
    }

    private static void assertRefused(List<ReferenceSample> samples, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceBuilder.build("panel", BATCHES, samples, LOG))
                .withMessageContaining(message);
    }
}
