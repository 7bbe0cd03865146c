package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.expressway.analysis.calibrate.PredictionSet;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of tumours and normal tissue of eleven kinds of cancer (TCGA, 1,204 samples of 602 people), read as the scorer reads
 * them: half of the people teach a model, a quarter calibrate it, and the last quarter are called.
 *
 * <p>A class of n calibration samples is covered by ceil(.95 (n + 1)) / (n + 1), which is .964 for 27 of them. An empty set counts
 * here as one that misses; in the record it is given the most probable class and called atypical, which covers more.
 */
class HeldOutCoverageTest {
    private static final Path COHORT = Path.of("../../shared/data/tcga-11cohorts-tumour-normal");
    private static final int SPLITS = 50;
    private static final double ALPHA = .05;

    @Test
    void setsCoverAsPromisedAndWhatIsCalledIsRightMoreOften(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(COHORT), "needs " + COHORT);
        PeopleOfCohort cohort = PeopleOfCohort.read(COHORT);
        Judge judge = new Judge(new CorrectionErrors(new DirectoryArtifactStore(folder)), Caution.USUAL);
        List<Seen> splits = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
            splits.add(seen(cohort, judge, split));
        }
        Seen all = splits.stream().reduce(Seen::plus).orElseThrow();
        double coverage = splits.stream().mapToDouble(Seen::coverage).average().orElseThrow();
        double spread = Math.sqrt(splits.stream()
                .mapToDouble(each -> Math.pow(each.coverage() - coverage, 2))
                .average()
                .orElseThrow());
        System.out.printf(
                "%d splits, %d calls: coverage %.4f (sd of a split %.4f); accuracy of all %.4f, of the %.1f %% that are"
                        + " called %.4f, of those withheld %.4f; %s; sets on record cover %.4f%n",
                SPLITS,
                all.samples(),
                coverage,
                spread,
                all.accuracy(),
                100. * all.called() / all.samples(),
                all.accuracyOfCalled(),
                all.accuracyOfWithheld(),
                all.reasons(),
                (double) all.onRecord() / all.samples());
        assertThat(coverage).isBetween(1 - ALPHA - .02, 1 - ALPHA + .02);
        assertThat(all.onRecord()).isGreaterThanOrEqualTo(all.inside());
        assertThat(all.accuracyOfCalled()).isGreaterThan(all.accuracy());
        assertThat(splits)
                .filteredOn(each -> each.accuracyOfCalled() >= each.accuracy())
                .as("in each split")
                .hasSizeGreaterThanOrEqualTo(SPLITS * 9 / 10);
    }

    private static Seen seen(PeopleOfCohort cohort, Judge judge, int split) throws IOException, InvalidModel {
        PeopleOfCohort.Sides sides = cohort.split(new SplittableRandom(split));
        Model model = new Model("bundle", CalibratedRegression.bundle(cohort, sides, ALPHA));
        Seen seen = Seen.NOTHING;
        for (int i : sides.called()) {
            CorrectedSample sample = Samples.sample("S" + i, Stage.FINAL, null, cohort.values()[i])
                    .setQc(List.of())
                    .build();
            Judgement judgement = judge.judge(sample, model, model.score(cohort.values()[i]));
            seen = seen.plus(Seen.of(judgement, cohort.kind()[i]));
        }
        return seen;
    }

    /**
     * @param onRecord whose kind is in the set that the record shows
     * @param inside whose kind is in a set that is not atypical
     * @param right whose most probable kind is theirs
     * @param called without a reason against it
     */
    private record Seen(
            int samples,
            int onRecord,
            int inside,
            int right,
            int called,
            int rightOfCalled,
            Map<AbstentionReason, Integer> reasons) {
        static final Seen NOTHING = new Seen(0, 0, 0, 0, 0, 0, new EnumMap<>(AbstentionReason.class));

        static Seen of(Judgement judgement, int kind) {
            double[] p = judgement.probabilities();
            int right = 1;
            for (double each : p) {
                right = each > p[kind] ? 0 : right;
            }
            PredictionSet set = judgement.set();
            Map<AbstentionReason, Integer> reasons = new EnumMap<>(AbstentionReason.class);
            judgement.reasons().forEach(reason -> reasons.put(reason, 1));
            int called = judgement.reportable() ? 1 : 0;
            int inside = set != null && set.contains(kind) ? 1 : 0;
            int atypical = set != null && set.atypical() ? 1 : 0;
            return new Seen(1, inside, inside * (1 - atypical), right, called, called * right, reasons);
        }

        Seen plus(Seen more) {
            Map<AbstentionReason, Integer> both = new EnumMap<>(reasons);
            more.reasons.forEach((reason, n) -> both.merge(reason, n, Integer::sum));
            return new Seen(
                    samples + more.samples,
                    onRecord + more.onRecord,
                    inside + more.inside,
                    right + more.right,
                    called + more.called,
                    rightOfCalled + more.rightOfCalled,
                    both);
        }

        double coverage() {
            return (double) inside / samples;
        }

        double accuracy() {
            return (double) right / samples;
        }

        double accuracyOfCalled() {
            return (double) rightOfCalled / called;
        }

        double accuracyOfWithheld() {
            return (double) (right - rightOfCalled) / (samples - called);
        }
    }
}
