package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.Mix;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** The fit of a batch as the artifact store has it. */
class StoredFitFuzzTest {
    private static final double[] GENES = {1, Double.NaN, 2};
    private static final BatchFit FIT =
            new BatchFit(3, 9, GENES, GENES, GENES, GENES, GENES, .1, .2, .3, Double.POSITIVE_INFINITY);
    private static final Composition MIX = new Composition(
            Mix.OTHER_MIX,
            "mostly x",
            new double[] {.9, .1},
            new double[][] {{.01, -.01}, {-.01, .01}},
            new double[] {1, 2, 3},
            .8,
            1.1);

    static List<byte[]> seeds() {
        return List.of(
                stored(Mode.BRIDGED, FIT, MIX),
                stored(Mode.SVA, FIT, null),
                stored(Mode.CONFOUNDED, BatchFit.nothing(3, 20_000), null));
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isReadOrRefused(byte[] bytes) {
        StoredFit fit;
        try {
            fit = StoredFitFormat.read(bytes);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        assertThat(StoredFitFormat.write(fit)).isEqualTo(bytes);
    }

    private static byte[] stored(Mode mode, BatchFit fit, Composition mix) {
        List<String> samples = List.of("a", "b", "c");
        return StoredFitFormat.write(
                new StoredFit("ref", "Zürich/7", new BatchCorrection(mode, "why", samples, 2, 1, fit, mix, .07)));
    }
}
