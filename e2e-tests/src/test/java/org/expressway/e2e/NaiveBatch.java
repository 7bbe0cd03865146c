package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.wire.FloatVector;

/**
 * One batch against a reference, computed the long way from raw counts: median of ratios, then sva's {@code it.sol} with
 * two-pass means and variances over the normalised samples. Shares no line with what it checks.
 *
 * <p>A gene that is not corrected (reference mean not above 0 or standard deviation not above .05, or no variance in the
 * batch) passes.
 */
final class NaiveBatch {
    private static final double PRIOR = .5;

    private final double[] logMeans;
    private final double[] grand;
    private final double[] pooled;

    private NaiveBatch(List<float[]> reference) {
        int genes = reference.get(0).length;
        logMeans = new double[genes];
        for (int g = 0; g < genes; g++) {
            logMeans[g] = mean(column(reference, g, Math::log));
        }
        double[][] normalized = normalized(reference);
        grand = new double[genes];
        pooled = new double[genes];
        for (int g = 0; g < genes; g++) {
            double[] values = column(normalized, g);
            grand[g] = mean(values);
            pooled[g] = squares(values) / values.length;
        }
    }

    static NaiveBatch against(List<SimulatedSample> reference) {
        return new NaiveBatch(counts(reference));
    }

    /** Between the FINAL records of a batch and the values computed here, over all its samples and genes. */
    double largestDifference(List<SimulatedSample> batch, List<CorrectedSample> records) {
        Map<String, CorrectedSample> last = records.stream()
                .filter(record -> record.getStage() == Stage.FINAL)
                .collect(Collectors.toMap(r -> Keys.of(r.getSite(), r.getSampleId()), r -> r));
        double[][] expected = corrected(counts(batch));
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            CorrectedSample record =
                    Objects.requireNonNull(last.get(batch.get(i).key()));
            assertThat(record.getCorrection().getMode()).isEqualTo(CorrectionMode.SVA);
            float[] values = FloatVector.toArray(record.getValues());
            assertThat(values).hasSameSizeAs(expected[i]);
            for (int g = 0; g < values.length; g++) {
                largest = Math.max(largest, Math.abs(values[g] - expected[i][g]));
            }
        }
        return largest;
    }

    private static List<float[]> counts(List<SimulatedSample> samples) {
        return samples.stream().map(SimulatedSample::counts).toList();
    }

    /** The corrected log2 values of a batch's samples, one array a sample. */
    private double[][] corrected(List<float[]> batch) {
        double[][] values = normalized(batch);
        int[] genes = corrects(values);
        double[][] s = new double[genes.length][];
        for (int i = 0; i < genes.length; i++) {
            int g = genes[i];
            s[i] = Arrays.stream(column(values, g))
                    .map(y -> (y - grand[g]) / Math.sqrt(pooled[g]))
                    .toArray();
        }
        double[][] stars = solved(s);
        for (int i = 0; i < genes.length; i++) {
            int g = genes[i];
            for (int j = 0; j < values.length; j++) {
                values[j][g] = Math.sqrt(pooled[g]) * (s[i][j] - stars[0][i]) / Math.sqrt(stars[1][i]) + grand[g];
            }
        }
        return values;
    }

    /** sva's it.sol: gamma.star and delta.star. The change is divided by the signed old value, as there. */
    private static double[][] solved(double[][] s) {
        int n = s[0].length;
        double[] gammaHat = Arrays.stream(s).mapToDouble(NaiveBatch::mean).toArray();
        double[] deltaHat = Arrays.stream(s).mapToDouble(NaiveBatch::variance).toArray();
        double gammaBar = mean(gammaHat);
        double tau2 = variance(gammaHat);
        double m = mean(deltaHat);
        double v = variance(deltaHat);
        double a = (2 * v + m * m) / v;
        double b = (m * v + m * m * m) / v;
        double[] gamma = gammaHat.clone();
        double[] delta = deltaHat.clone();
        double change = 1;
        while (change > 1e-4) {
            change = Double.NEGATIVE_INFINITY;
            for (int g = 0; g < s.length; g++) {
                double newGamma = (tau2 * n * gammaHat[g] + delta[g] * gammaBar) / (tau2 * n + delta[g]);
                double sum = Arrays.stream(s[g])
                        .map(x -> (x - newGamma) * (x - newGamma))
                        .sum();
                double newDelta = (.5 * sum + b) / (n / 2.0 + a - 1);
                change = Math.max(change, Math.abs(newGamma - gamma[g]) / gamma[g]);
                change = Math.max(change, Math.abs(newDelta - delta[g]) / delta[g]);
                gamma[g] = newGamma;
                delta[g] = newDelta;
            }
        }
        return new double[][] {gamma, delta};
    }

    private double[][] normalized(List<float[]> samples) {
        return samples.stream().map(this::normalized).toArray(double[][]::new);
    }

    private double[] normalized(float[] counts) {
        double[] ratios = new double[counts.length];
        int used = 0;
        for (int g = 0; g < counts.length; g++) {
            if (counts[g] > 0 && Double.isFinite(logMeans[g])) {
                ratios[used++] = Math.log(counts[g]) - logMeans[g];
            }
        }
        double[] sorted = Arrays.copyOf(ratios, used);
        Arrays.sort(sorted);
        double factor = Math.exp((sorted[(used - 1) / 2] + sorted[used / 2]) / 2);
        double[] values = new double[counts.length];
        for (int g = 0; g < counts.length; g++) {
            values[g] = Math.log(counts[g] / factor + PRIOR) / Math.log(2);
        }
        return values;
    }

    private int[] corrects(double[][] batch) {
        return IntStream.range(0, grand.length)
                .filter(g -> grand[g] > 0 && Math.sqrt(pooled[g]) > .05)
                .filter(g -> variance(column(batch, g)) > 0)
                .toArray();
    }

    private static double[] column(List<float[]> samples, int gene, DoubleUnaryOperator of) {
        return samples.stream()
                .mapToDouble(sample -> of.applyAsDouble(sample[gene]))
                .toArray();
    }

    private static double[] column(double[][] samples, int gene) {
        return Arrays.stream(samples).mapToDouble(sample -> sample[gene]).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        return squares(values) / (values.length - 1);
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    }
}
