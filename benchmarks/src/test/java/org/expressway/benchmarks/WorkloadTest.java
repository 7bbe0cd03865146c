package org.expressway.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    private static final int GENES = 2000;

    @Test
    void theChainEndsNearTheReference() {
        ChainBenchmark benchmark = new ChainBenchmark();
        benchmark.genes = GENES;
        benchmark.prepare();
        Workload workload = Workload.of(GENES);
        double[] reference = workload.reference().means();
        double[] corrected = benchmark.chain();
        double[] uncorrected = workload.normalized().get(1);
        assertThat(distance(corrected, reference)).isLessThan(0.8 * distance(uncorrected, reference));
    }

    @Test
    void samplesSurviveTheCodec() {
        ChainBenchmark benchmark = new ChainBenchmark();
        benchmark.genes = GENES;
        benchmark.prepare();
        assertThat(FloatVector.toArray(benchmark.decode().getValues()))
                .isEqualTo(Workload.of(GENES).counts().get(1));
    }

    @Test
    void countsAreAsNumpysBenchmarkDrawsThem() {
        float[] sorted = Workload.of(GENES).referenceCounts().get(0).clone();
        Arrays.sort(sorted);
        assertThat(sorted[GENES / 2]).isBetween(8f, 32f);
        assertThat(sorted[0]).isZero();
    }

    @ParameterizedTest
    @EnumSource(NormalizationMethod.class)
    void everyMethodGivesNumbers(NormalizationMethod method) {
        NormalizeBenchmark benchmark = new NormalizeBenchmark();
        benchmark.genes = GENES;
        benchmark.method = method;
        benchmark.prepare();
        assertThat(benchmark.normalize()).doesNotContain(Double.NaN);
    }

    private static double distance(double[] values, double[] reference) {
        double sum = 0;
        for (int g = 0; g < values.length; g++) {
            sum += Math.abs(values[g] - reference[g]);
        }
        return sum / values.length;
    }
}
