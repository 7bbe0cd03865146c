package org.expressway.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
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

/** Each normaliser on one sample of counts, size factor included; quantile and none on log2 values. */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@Fork(1)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NormalizeBenchmark {
    @Param({"2000", "20000", "60000"})
    int genes;

    @Param
    NormalizationMethod method;

    private List<float[]> samples;
    private Normalizer normalizer;
    private double[] out;
    private int next;

    @Setup
    public void prepare() {
        Workload workload = Workload.of(genes);
        boolean log2 = method.accepts(ValueUnit.LOG2);
        samples = log2 ? workload.normalizedAsFloats() : workload.counts();
        normalizer = normalizer(log2 ? samples : workload.referenceCounts());
        out = new double[genes];
    }

    @Benchmark
    public double[] normalize() {
        next = next + 1 == Workload.SAMPLES ? 0 : next + 1;
        float[] values = samples.get(next);
        normalizer.normalize(values, normalizer.logSizeFactor(values), out);
        return out;
    }

    private Normalizer normalizer(List<float[]> cohort) {
        ValueUnit unit = Arrays.stream(ValueUnit.values())
                .filter(method::accepts)
                .findFirst()
                .orElseThrow();
        double[] lengths = new double[genes];
        Arrays.setAll(lengths, g -> 500 + g % 3000);
        NormalizationSettings settings = NormalizationSettings.of(method);
        List<String> keys = Workload.keys();
        return (method == NormalizationMethod.TPM ? settings.withGeneLengths(lengths) : settings)
                .learn(unit, keys, cohort);
    }
}
