package org.expressway.analysis.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.correct.CorrectionBasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceFormatTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProfileComesBackAsItWas(boolean counts) {
        ReferenceProfile profile = profile(counts);
        byte[] bytes = ReferenceFormat.write(profile);
        ReferenceProfile read = ReferenceFormat.read(bytes);
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("normalizer.ratios.spare")
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(profile);
        assertThat(ReferenceFormat.write(read)).isEqualTo(bytes);
    }

    @Test
    void aProfileWithoutClassesComesBackWithoutThem() {
        ReferenceProfile full = profile(true);
        ReferenceProfile profile = new ReferenceProfile(
                full.panelId(),
                full.normalizer(),
                new CorrectionBasis(
                        full.correction().withMethod(CorrectionMethod.NONE).withMinBatchSize(5),
                        full.moments(),
                        full.basis().materials(),
                        null),
                full.limits(),
                full.members(),
                full.batches(),
                full.subjects(),
                List.of(),
                null);
        assertThat(ReferenceFormat.read(ReferenceFormat.write(profile)))
                .usingRecursiveComparison()
                .ignoringFields("normalizer.ratios.spare")
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(profile);
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] bytes = ReferenceFormat.write(profile(true));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ReferenceFormat.read(cut))
                    .withMessageContaining("not a valid reference profile: at byte");
        }
    }

    /** Whatever a byte is turned into, the reader either answers or refuses; it neither fails otherwise nor allocates. */
    @Test
    void noDamagedByteBringsTheReaderDown() {
        byte[] bytes = ReferenceFormat.write(profile(true));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) 0xff;
            assertThat(answersOrRefuses(damaged)).as("byte %s", i).isTrue();
        }
    }

    private static boolean answersOrRefuses(byte[] bytes) {
        try {
            return ReferenceFormat.read(bytes).genes() >= 0;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static ReferenceProfile profile(boolean counts) {
        return ReferenceBuilder.build(
                "panel", List.of("A/1"), Cohorts.counts(14, 40), ReferenceSettings.defaults(counts));
    }
}
