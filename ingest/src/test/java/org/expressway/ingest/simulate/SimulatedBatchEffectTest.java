package org.expressway.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the cohort is made for: a model of site A fails at B and C, and works again once their runs are aligned. */
class SimulatedBatchEffectTest {
    private record Outcome(double uncorrected, double corrected, double without) {}

    private static final List<Outcome> OUTCOMES = new ArrayList<>();

    @BeforeAll
    static void judge() {
        for (long seed = 1; seed <= 5; seed++) {
            OUTCOMES.add(judge(SimulatedCohort.of(CohortSettings.standard(seed))));
        }
    }

    @Test
    void subtypesOverlapSoThatNoModelIsPerfect() {
        assertThat(OUTCOMES).allSatisfy(o -> assertThat(o.without()).isBetween(0.92, 0.99));
    }

    @Test
    void theBatchEffectCostsAccuracyAtEverySeedAndAtLeastFifteenPointsInTheMiddle() {
        assertThat(OUTCOMES)
                .allSatisfy(o -> assertThat(o.without() - o.uncorrected()).isGreaterThan(0.10));
        assertThat(OUTCOMES.stream()
                        .map(o -> o.without() - o.uncorrected())
                        .sorted()
                        .toList()
                        .get(2))
                .isGreaterThan(0.15);
    }

    @Test
    void alignmentByRunGivesTheAccuracyBack() {
        assertThat(OUTCOMES).allSatisfy(o -> assertThat(o.corrected()).isGreaterThan(o.without() - 0.03));
    }

    @Test
    void everyGeneIsUsableForMedianOfRatios() {
        List<float[]> reference = SimulatedCohort.of(CohortSettings.standard(3)).samples().stream()
                .filter(s -> "A".equals(s.site()))
                .map(SimulatedSample::counts)
                .toList();
        assertThat(new PlainAlignment(reference).usableGenes()).isGreaterThan(1900);
    }

    private static Outcome judge(SimulatedCohort cohort) {
        Map<Boolean, List<SimulatedSample>> byReference =
                cohort.samples().stream().collect(Collectors.partitioningBy(s -> "A".equals(s.site())));
        List<SimulatedSample> reference = byReference.get(true);
        PlainAlignment alignment = new PlainAlignment(
                reference.stream().map(SimulatedSample::counts).toList());
        List<double[]> profiles = reference.stream()
                .map(s -> alignment.log2Normalised(s.counts()))
                .toList();
        PlainClassifier model = new PlainClassifier(profiles, subtypes(reference));
        List<SimulatedSample> others = byReference.get(false);
        List<double[]> raw =
                others.stream().map(s -> alignment.log2Normalised(s.counts())).toList();
        List<double[]> without = others.stream()
                .map(s -> alignment.log2Normalised(s.countsWithoutBatchEffect()))
                .toList();
        List<double[]> aligned = new ArrayList<>();
        for (int from = 0, to = 0; from < others.size(); from = to) {
            while (to < others.size() && sameRun(others.get(from), others.get(to))) {
                to++;
            }
            aligned.addAll(PlainAlignment.aligned(profiles, raw.subList(from, to)));
        }
        List<String> truth = subtypes(others);
        return new Outcome(model.accuracy(raw, truth), model.accuracy(aligned, truth), model.accuracy(without, truth));
    }

    private static boolean sameRun(SimulatedSample a, SimulatedSample b) {
        return a.site().equals(b.site()) && a.batchId().equals(b.batchId());
    }

    private static List<String> subtypes(List<SimulatedSample> samples) {
        return samples.stream().map(SimulatedSample::subtype).toList();
    }
}
