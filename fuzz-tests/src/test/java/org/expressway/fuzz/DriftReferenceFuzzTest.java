package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.Profile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** What drift charts are read against, as a bundle has it. */
class DriftReferenceFuzzTest {
    private static final int GENES = 6;
    private static final int SAMPLES = 80;

    static List<byte[]> seeds() {
        SplittableRandom random = new SplittableRandom(1);
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            double p = i % 2 == 0 ? .9 : .2;
            double[] latent = {random.nextGaussian(), random.nextGaussian()};
            profiles.add(new Profile(drawn(random), latent, new double[] {p, 1 - p}, i % 9 == 0));
        }
        int[] y = IntStream.range(0, SAMPLES).map(i -> i % 2).toArray();
        List<String> subjects =
                IntStream.range(0, SAMPLES).mapToObj(i -> "P" + i).toList();
        DriftReference learned = DriftCalibration.learn(new DriftCohort(profiles, y, subjects), 2, 10, 1);
        float[][] controls = new float[6][];
        for (int i = 0; i < controls.length; i++) {
            controls[i] = drawn(random);
        }
        return List.of(
                DriftReferenceFormat.write(learned),
                DriftReferenceFormat.write(learned.withControls(controls, Collections.nCopies(6, "A/pool"), 1)));
    }

    private static float[] drawn(SplittableRandom random) {
        float[] x = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            x[g] = (float) random.nextGaussian();
        }
        return x;
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) {
        DriftReference reference;
        try {
            reference = DriftReferenceFormat.read(bytes);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(DriftReferenceFormat.write(reference)).isEqualTo(bytes);
    }
}
