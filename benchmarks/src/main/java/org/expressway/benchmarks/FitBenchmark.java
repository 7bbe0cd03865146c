package org.expressway.benchmarks;

import java.util.concurrent.TimeUnit;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.Combat;
import org.expressway.analysis.correct.Correction;
import org.expressway.analysis.correct.GeneMoments;
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

/** What a batch costs, not a sample: the fit, making it ready, and joining two parts of a batch. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@Fork(1)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FitBenchmark {
    @Param({"2000", "20000", "60000"})
    int genes;

    private Workload workload;
    private GeneMoments batch;
    private BatchFit fit;
    private GeneMoments total;

    @Setup
    public void prepare() {
        workload = Workload.of(genes);
        batch = workload.batchMoments();
        fit = Combat.fit(workload.reference(), batch);
        total = workload.batchMoments();
    }

    @Benchmark
    public BatchFit fit() {
        return Combat.fit(workload.reference(), batch);
    }

    @Benchmark
    public Correction makeReady() {
        return new Correction(workload.reference(), fit);
    }

    @Benchmark
    public GeneMoments merge() {
        total.merge(batch);
        return total;
    }
}
