package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** A reference as the artifact store has it, its normaliser, correction, classes and quality limits included. */
class ReferenceProfileFuzzTest {
    private static final int GENES = 12;

    static List<byte[]> seeds() {
        return List.of(profile(true), profile(false));
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) {
        ReferenceProfile profile;
        try {
            profile = ReferenceFormat.read(bytes);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(ReferenceFormat.read(ReferenceFormat.write(profile)).genes()).isEqualTo(profile.genes());
    }

    private static byte[] profile(boolean counts) {
        SplittableRandom random = new SplittableRandom(11);
        List<ReferenceSample> cohort = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            float[] values = new float[GENES];
            for (int g = 0; g < GENES; g++) {
                values[g] = 1 + random.nextInt(100);
            }
            cohort.add(new ReferenceSample("A/" + i, "p" + i / 2, values, i % 2 == 0 ? "luminal" : "basal"));
        }
        return ReferenceFormat.write(
                ReferenceBuilder.build("panel", List.of("A/1"), cohort, ReferenceSettings.defaults(counts)));
    }
}
