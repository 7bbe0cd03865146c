package org.expressway.benchmarks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.correct.BatchFit;
import org.expressway.analysis.correct.Combat;
import org.expressway.analysis.correct.Correction;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.correct.ReferenceMoments;
import org.expressway.analysis.normalize.MedianOfRatios;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.ingest.simulate.Biology;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.ingest.simulate.SiteSettings;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.wire.FloatVector;

/**
 * A reference of 24 samples, and a batch of 24 from a site with an effect.
 *
 * <p>The counts are negative binomial around 2^N(4, 2), zeros included: what numpy's benchmark draws, and harder than
 * the demonstration's higher counts for whoever would count on few zeros. Each call takes the batch's next sample, so
 * that no branch predictor learns a sample by heart.
 *
 * @param counts of the batch, per sample and gene
 * @param normalized the same as log2 values of the reference's median of ratios
 */
record Workload(
        List<float[]> referenceCounts,
        List<float[]> counts,
        List<double[]> normalized,
        MedianOfRatios normalizer,
        ReferenceMoments reference) {
    static final int SAMPLES = 24;

    private static final Biology BIOLOGY = new Biology(4, 2, 60, 0.65, 0.25, 0.3, 0.15, 0.05, 0.15);
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

    static Workload of(int genes) {
        List<SiteSettings> sites = List.of(
                new SiteSettings("A", SAMPLES, 1, 1, 0, 0, 0), new SiteSettings("B", SAMPLES, 1, 0.5, 1.2, 0.2, 0.25));
        SimulatedCohort cohort = SimulatedCohort.of(new CohortSettings(genes, 5, 1, sites, BIOLOGY));
        List<float[]> reference = countsOf(cohort, "A");
        List<float[]> batch = countsOf(cohort, "B");
        MedianOfRatios normalizer = MedianOfRatios.of(reference, NormalizationMethod.MEDIAN_OF_RATIOS.defaultPrior());
        ReferenceMoments moments =
                ReferenceMoments.expressed(moments(genes, normalized(normalizer, reference)), 0, 0.05);
        return new Workload(reference, batch, normalized(normalizer, batch), normalizer, moments);
    }

    int genes() {
        return reference.genes();
    }

    static List<String> keys() {
        return IntStream.range(0, SAMPLES).mapToObj(i -> "A/" + i).toList();
    }

    List<float[]> normalizedAsFloats() {
        return normalized.stream().map(Workload::narrowed).toList();
    }

    GeneMoments batchMoments() {
        return moments(genes(), normalized);
    }

    Correction correction() {
        BatchFit fit = Combat.fit(reference, batchMoments());
        return new Correction(reference, fit);
    }

    ExpressionSample sample(int i) {
        return ExpressionSample.newBuilder()
                .setSampleId("B" + i)
                .setSite("B")
                .setBatchId("run1")
                .setSubjectId("P" + i)
                .setUnit(ExpressionUnit.COUNTS)
                .setReceivedAt(RECEIVED)
                .setPanelId("0".repeat(64))
                .setValues(FloatVector.of(counts.get(i)))
                .build();
    }

    private static float[] narrowed(double[] values) {
        float[] narrow = new float[values.length];
        for (int g = 0; g < values.length; g++) {
            narrow[g] = (float) values[g];
        }
        return narrow;
    }

    private static List<float[]> countsOf(SimulatedCohort cohort, String site) {
        return cohort.samples().stream()
                .filter(sample -> sample.site().equals(site))
                .map(SimulatedSample::counts)
                .toList();
    }

    private static List<double[]> normalized(Normalizer normalizer, List<float[]> samples) {
        List<double[]> normalized = new ArrayList<>();
        for (float[] sample : samples) {
            double[] out = new double[sample.length];
            normalizer.normalize(sample, normalizer.logSizeFactor(sample), out);
            normalized.add(out);
        }
        return normalized;
    }

    private static GeneMoments moments(int genes, List<double[]> samples) {
        GeneMoments moments = new GeneMoments(genes);
        samples.forEach(moments::plus);
        return moments;
    }
}
