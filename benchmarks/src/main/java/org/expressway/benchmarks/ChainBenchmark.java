package org.expressway.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.expressway.analysis.correct.Correction;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.normalize.LogCpm;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RecordCodec;
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

/**
 * All that is done to one sample on its way, and each step alone: decode, size factor, normalise, take into the batch's
 * moments, correct. The update goes on for ever, so its counts grow; its cost does not depend on them.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@Fork(1)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChainBenchmark {
    @Param({"2000", "20000", "60000"})
    int genes;

    private final RecordCodec<ExpressionSample> codec = new RecordCodec<>(ExpressionSample.class);
    private Workload workload;
    private LogCpm logCpm;
    private ExpressionSample[] samples;
    private byte[][] encoded;
    private GeneMoments moments;
    private Correction correction;
    private double[] out;
    private int next;

    @Setup
    public void prepare() {
        workload = Workload.of(genes);
        logCpm = LogCpm.of(workload.counts(), NormalizationMethod.LOG_CPM.defaultPrior());
        samples =
                IntStream.range(0, Workload.SAMPLES).mapToObj(workload::sample).toArray(ExpressionSample[]::new);
        encoded = IntStream.range(0, Workload.SAMPLES)
                .mapToObj(i -> codec.encode(samples[i]))
                .toArray(byte[][]::new);
        moments = new GeneMoments(genes);
        correction = workload.correction();
        out = new double[genes];
    }

    @Benchmark
    public double[] chain() {
        return chain(workload.normalizer());
    }

    /** The normalisation that numpy's fastest chain has: one sum instead of a median. */
    @Benchmark
    public double[] chainOfLogCpm() {
        return chain(logCpm);
    }

    private double[] chain(Normalizer normalizer) {
        float[] values = FloatVector.toArray(decode().getValues());
        double logSizeFactor = normalizer.logSizeFactor(values);
        normalizer.normalize(values, logSizeFactor, out);
        moments.plus(out);
        correction.apply(out, out);
        return out;
    }

    @Benchmark
    public ExpressionSample decode() {
        return codec.decode(encoded[next()]);
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(samples[next()]);
    }

    @Benchmark
    public double sizeFactor() {
        return workload.normalizer().logSizeFactor(workload.counts().get(next()));
    }

    @Benchmark
    public double[] normalize() {
        workload.normalizer().normalize(workload.counts().get(next()), 0.1, out);
        return out;
    }

    @Benchmark
    public GeneMoments update() {
        moments.plus(workload.normalized().get(next()));
        return moments;
    }

    @Benchmark
    public double[] apply() {
        correction.apply(workload.normalized().get(next()), out);
        return out;
    }

    private int next() {
        next = next + 1 == Workload.SAMPLES ? 0 : next + 1;
        return next;
    }
}
