package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaughtLayerTest {
    private static final int IN = 300;
    private static final int OUT = 70;
    private static final int ROWS = 16;

    private final int before = openblas_nolapack.blas_get_num_threads();

    @AfterEach
    void giveThreadsBack() {
        openblas_nolapack.blas_set_num_threads(before);
    }

    @Test
    void aStepOfSeveralThreadsMovesEachWeightToTheSameBit() {
        AffineLayer one = afterSteps(1);
        for (int threads : new int[] {2, 3, 7}) {
            AffineLayer several = afterSteps(threads);
            assertThat(several.weights()).as("%d threads", threads).isEqualTo(one.weights());
            assertThat(several.bias()).as("%d threads", threads).isEqualTo(one.bias());
        }
    }

    /** The gradient is that of one thread, since BLAS adds in another order with more; the step then has its threads. */
    private static AffineLayer afterSteps(int threads) {
        SplittableRandom random = new SplittableRandom(3);
        float[] x = normal(ROWS * IN, random);
        float[] delta = normal(ROWS * OUT, random);
        try (TaughtLayer layer = new TaughtLayer(IN, OUT, random)) {
            AffineLayer start = layer.layer();
            for (int step = 0; step < 3; step++) {
                openblas_nolapack.blas_set_num_threads(1);
                layer.learn(x, delta, ROWS);
                openblas_nolapack.blas_set_num_threads(threads);
                assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(threads);
                layer.step(1e-2, 1e-3);
            }
            assertThat(layer.layer().weights()).isNotEqualTo(start.weights());
            return layer.layer();
        }
    }

    private static float[] normal(int n, SplittableRandom random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
