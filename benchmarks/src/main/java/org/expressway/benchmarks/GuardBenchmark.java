package org.expressway.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.BatchSample;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.correct.MemberRole;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the guard adds to the fit of a batch: the whole fit with it and without it; three classes, 5,000 genes. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GuardBenchmark {
    private static final int GENES = 5_000;
    private static final int CLASSES = 3;
    private static final int APART = 200;
    private static final int REFERENCE = 120;

    @Param({"32", "200", "1000"})
    int samples;

    private BatchCorrector guarded;
    private BatchCorrector unguarded;
    private List<One> batch;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        List<BasisSample> reference = new ArrayList<>();
        for (int i = 0; i < REFERENCE; i++) {
            reference.add(new BasisSample(MemberRole.STUDY, null, "class" + i % CLASSES, values(random, i, 0)));
        }
        CorrectionBasis basis = CorrectionBasis.learn(CorrectionSettings.defaults(), reference, 0, .05);
        guarded = new BatchCorrector(basis);
        unguarded = new BatchCorrector(new CorrectionBasis(basis.settings(), basis.moments(), basis.materials(), null));
        batch = IntStream.range(0, samples)
                .mapToObj(i -> new One("S%05d".formatted(i), values(random, i, .7)))
                .toList();
    }

    /** Log2 values; every class has genes of its own that stand 1.5 higher. */
    private static double[] values(Random random, int sample, double shift) {
        double[] values = new double[GENES];
        int first = sample % CLASSES * APART;
        Arrays.setAll(
                values,
                g -> 6
                        + g % 7 * .3
                        + shift * (g % 3)
                        + (g >= first && g < first + APART ? 1.5 : 0)
                        + random.nextGaussian());
        return values;
    }

    @Benchmark
    public BatchCorrection fitWithGuard() {
        return guarded.fit(batch);
    }

    @Benchmark
    public BatchCorrection fitWithoutGuard() {
        return unguarded.fit(batch);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record One(String id, double[] values) implements BatchSample {
        @Override
        public MemberRole role() {
            return MemberRole.STUDY;
        }

        @Override
        public @Nullable String material() {
            return null;
        }

        @Override
        public void normalized(double[] out) {
            System.arraycopy(values, 0, out, 0, out.length);
        }
    }
}
