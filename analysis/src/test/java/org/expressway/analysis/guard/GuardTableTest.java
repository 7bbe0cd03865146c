package org.expressway.analysis.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.SampleCorrection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Is a simulated batch of 32 better classified after correction? Accuracy of the nearest of the reference's centroids (genes
 * standardised within classes), before and after, over {@value #SEEDS} laboratories ({@link World}), each with a reference of 200 + 200 and
 * ten replicates of a pool of both classes; the table in the RATIONALE.
 */
class GuardTableTest {
    private static final int SEEDS = 10;
    private static final int BATCH = 32;
    private static final int REPLICATES = 10;
    private static final Map<String, CorrectionBasis> REFERENCES = new HashMap<>();

    /** What a batch is like. */
    enum Scenario {
        ONE_CLASS(BATCH, 0, .5),
        FOUR_IN_FIVE(26, 0, .5),
        BALANCED_ALONG_THE_AXIS(16, .6, .5),
        NO_SHIFT(16, 0, 0);

        private final int ofA;
        private final double along;
        private final double noise;

        Scenario(int ofA, double along, double noise) {
            this.ofA = ofA;
            this.along = along;
            this.noise = noise;
        }
    }

    /** @param kappa technical over biological variance
     * @param strange variance of what the shift of controls has of its own */
    record Controls(int count, double kappa, double strange) {
        static final Controls NONE = new Controls(0, .05, 0);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void withoutControlsNothingIsLost(Scenario scenario) {
        Accuracy accuracy = accuracy(scenario, Controls.NONE, true);
        assertThat(accuracy.after()).as(accuracy.toString()).isGreaterThanOrEqualTo(accuracy.before() - .01);
    }

    @Test
    void aBalancedShiftedBatchIsRescuedWithoutControls() {
        Accuracy accuracy = accuracy(Scenario.BALANCED_ALONG_THE_AXIS, Controls.NONE, true);
        assertThat(accuracy.before()).as(accuracy.toString()).isLessThan(.7);
        assertThat(accuracy.after()).as(accuracy.toString()).isGreaterThanOrEqualTo(.98);
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void twoGoodControlsAreEnoughEverywhere(Scenario scenario) {
        Accuracy accuracy = accuracy(scenario, new Controls(2, .05, 0), true);
        assertThat(accuracy.after()).as(accuracy.toString()).isGreaterThanOrEqualTo(.98);
    }

    /** Reported for the RATIONALE; nothing may be a disaster. */
    @ParameterizedTest
    @ValueSource(doubles = {.05, .3})
    void theTable(double kappa, TestReporter reporter) {
        for (Scenario scenario : Scenario.values()) {
            List<Controls> columns = List.of(
                    new Controls(0, kappa, 0),
                    new Controls(1, kappa, 0),
                    new Controls(2, kappa, 0),
                    new Controls(2, kappa, .3));
            StringBuilder row = new StringBuilder(scenario + " kappa " + kappa);
            row.append(" ComBat ").append(accuracy(scenario, Controls.NONE, false));
            for (Controls controls : columns) {
                Accuracy accuracy = accuracy(scenario, controls, true);
                row.append(" | ")
                        .append(controls.count)
                        .append(" controls, strange ")
                        .append(controls.strange);
                row.append(": ").append(accuracy);
                assertThat(accuracy.after()).as(row.toString()).isGreaterThan(.9);
            }
            reporter.publishEntry(row.toString());
        }
    }

    /** @param before without correction */
    private record Accuracy(double before, double after, Map<Mode, Integer> modes) {
        @Override
        public String toString() {
            return "%.3f -> %.3f %s".formatted(before, after, modes);
        }
    }

    private static Accuracy accuracy(Scenario scenario, Controls controls, boolean guarded) {
        double before = 0;
        double after = 0;
        Map<Mode, Integer> modes = new EnumMap<>(Mode.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Laboratory laboratory = new Laboratory(seed, scenario, controls);
            BatchCorrector corrector = new BatchCorrector(guarded ? laboratory.basis : laboratory.unguarded());
            BatchCorrection correction = corrector.fit(laboratory.batch);
            modes.merge(correction.mode(), 1, Integer::sum);
            before += laboratory.accuracy(null) / SEEDS;
            after += laboratory.accuracy(corrector.ready(correction)) / SEEDS;
        }
        return new Accuracy(before, after, modes);
    }

    private static final class Laboratory {
        private final CorrectionBasis basis;
        private final List<Member> batch = new ArrayList<>();
        private final int ofA;

        Laboratory(long seed, Scenario scenario, Controls controls) {
            this.ofA = scenario.ofA;
            this.basis = REFERENCES.computeIfAbsent(seed + " " + controls.kappa, any -> reference(seed, controls));
            World world = new World(seed).drawing(1_000 + seed);
            double[] shift = world.shift(scenario.along, scenario.noise);
            List<double[]> study = world.samples(scenario.ofA, BATCH - scenario.ofA, shift);
            for (int i = 0; i < study.size(); i++) {
                batch.add(Member.study("s%02d".formatted(i), study.get(i)));
            }
            double[] theirs = shift.clone();
            double[] own = world.shift(0, Math.sqrt(controls.strange));
            for (int g = 0; g < theirs.length; g++) {
                theirs[g] += own[g];
            }
            for (int j = 0; j < controls.count; j++) {
                batch.add(Member.control("c" + j, "pool", world.pool(controls.kappa, theirs)));
            }
            batch.sort(Comparator.comparing(Member::id));
        }

        private static CorrectionBasis reference(long seed, Controls controls) {
            World world = new World(seed);
            List<BasisSample> samples = new ArrayList<>();
            List<String> labels = World.labels(200, 200);
            List<double[]> values = world.samples(200, 200, world.none());
            for (int i = 0; i < values.size(); i++) {
                samples.add(new BasisSample(MemberRole.STUDY, null, labels.get(i), values.get(i)));
            }
            for (int j = 0; j < REPLICATES; j++) {
                samples.add(
                        new BasisSample(MemberRole.CONTROL, "pool", null, world.pool(controls.kappa, world.none())));
            }
            return CorrectionBasis.learn(CorrectionSettings.defaults(), samples, Double.NEGATIVE_INFINITY, 0);
        }

        CorrectionBasis unguarded() {
            return new CorrectionBasis(basis.settings(), basis.moments(), basis.materials(), null);
        }

        /** Of the study samples; null for as they are. */
        double accuracy(@Nullable SampleCorrection correction) {
            int right = 0;
            for (Member member : batch) {
                if (member.role() == MemberRole.STUDY) {
                    double[] values = member.values().clone();
                    if (correction != null) {
                        correction.apply(values, values);
                    }
                    boolean isA = Integer.parseInt(member.id().substring(1)) < ofA;
                    right += nearestIsA(values) == isA ? 1 : 0;
                }
            }
            return (double) right / BATCH;
        }

        private boolean nearestIsA(double[] values) {
            LatentClasses classes = basis.latent();
            double[] a = classes.classMeans()[0];
            double[] b = classes.classMeans()[1];
            double nearer = 0;
            for (int g = 0; g < values.length; g++) {
                double toA = values[g] - a[g];
                double toB = values[g] - b[g];
                nearer += (toB * toB - toA * toA) / classes.withinVariance()[g];
            }
            return nearer > 0;
        }
    }
}
