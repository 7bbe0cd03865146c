package org.expressway.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulatedCohortTest {
    private static final SimulatedCohort COHORT = SimulatedCohort.of(CohortSettings.standard(1));

    @Test
    void sitesAndRunsHaveTheirSizes() {
        assertThat(COHORT.genes()).hasSize(2000).doesNotHaveDuplicates();
        assertThat(by(s -> s.site() + "/" + s.batchId()).entrySet())
                .allMatch(run -> run.getValue().size() == (run.getKey().startsWith("A") ? 48 : 65))
                .hasSize(9);
        assertThat(COHORT.samples()).extracting(SimulatedSample::key).doesNotHaveDuplicates();
    }

    @Test
    void everyRunHasTheSameClassMix() {
        for (List<SimulatedSample> run : by(s -> s.site() + "/" + s.batchId()).values()) {
            Map<String, Long> mix =
                    run.stream().collect(Collectors.groupingBy(SimulatedSample::subtype, Collectors.counting()));
            assertThat(mix).hasSize(5);
            assertThat(mix.values()).allMatch(n -> Math.abs(n - run.size() / 5.0) < 1);
        }
    }

    @Test
    void aboutEverySeventhSubjectComesAgainInAnotherRunWithTheSameSubtype() {
        Map<String, List<SimulatedSample>> subjects = by(SimulatedSample::subject);
        List<List<SimulatedSample>> repeats =
                subjects.values().stream().filter(s -> s.size() > 1).toList();
        assertThat((double) repeats.size() / subjects.size()).isBetween(0.10, 0.20);
        assertThat(repeats).allSatisfy(visits -> {
            assertThat(visits)
                    .hasSize(2)
                    .extracting(SimulatedSample::subtype)
                    .containsOnly(visits.get(0).subtype());
            assertThat(visits).extracting(SimulatedSample::batchId).doesNotHaveDuplicates();
        });
    }

    @Test
    void theReferenceSiteHasNoBatchEffectAndTheOthersHave() {
        for (SimulatedSample sample : COHORT.samples()) {
            boolean same = Arrays.equals(sample.counts(), sample.countsWithoutBatchEffect());
            assertThat(same).isEqualTo("A".equals(sample.site()));
        }
    }

    @Test
    void librariesDifferBySite() {
        Map<String, Double> medians = by(SimulatedSample::site).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, site -> medianLibrary(site.getValue())));
        assertThat(medians.get("B") / medians.get("A")).isBetween(0.4, 0.6);
        assertThat(medians.get("C") / medians.get("A")).isBetween(1.7, 2.3);
    }

    /** Golden: what this seed gives on any machine, from the first run on. */
    @Test
    void theSameSeedGivesTheSameBitsOnEveryMachine() {
        int hash = 1;
        for (SimulatedSample sample : COHORT.samples()) {
            hash = 31 * hash + Arrays.hashCode(sample.counts());
            hash = 31 * hash + Arrays.hashCode(sample.countsWithoutBatchEffect());
            hash = 31 * hash + sample.key().hashCode() + sample.subject().hashCode();
        }
        assertThat(hash).isEqualTo(-42546194);
        assertThat(SimulatedCohort.of(CohortSettings.standard(2))
                        .samples()
                        .get(0)
                        .counts())
                .isNotEqualTo(COHORT.samples().get(0).counts());
    }

    @Test
    void aCohortThatCannotBeIsRefused() {
        assertThatThrownBy(() -> CohortSettings.of(100, 500, 1)).hasMessageContaining("100 genes are too few");
        assertThatThrownBy(() -> CohortSettings.of(2000, 30, 1)).hasMessageContaining("each run needs");
    }

    @Test
    void otherSizesKeepTheProportions() {
        CohortSettings settings = CohortSettings.of(300, 1000, 1);
        assertThat(settings.sites()).extracting(SiteSettings::samples).containsExactly(480, 260, 260);
        assertThat(SimulatedCohort.of(settings).samples()).hasSize(1000);
    }

    private static Map<String, List<SimulatedSample>> by(Function<SimulatedSample, String> key) {
        return COHORT.samples().stream().collect(Collectors.groupingBy(key));
    }

    private static double medianLibrary(List<SimulatedSample> samples) {
        double[] sums = samples.stream()
                .mapToDouble(sample -> {
                    double sum = 0;
                    for (float count : sample.countsWithoutBatchEffect()) {
                        sum += count;
                    }
                    return sum;
                })
                .sorted()
                .toArray();
        return sums[sums.length / 2];
    }
}
