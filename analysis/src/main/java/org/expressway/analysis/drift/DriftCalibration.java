package org.expressway.analysis.drift;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.expressway.analysis.drift.InControlRuns.Size;

/**
 * Learns charts.
 *
 * <p>Three sets of subjects, none in two of them: one gives centroids, spreads and axes, one the location and scale of
 * what is measured with these, one is drawn from to simulate charts in control. Learned and calibrated on the same
 * samples, charts with a target of 300 samples gave a false alarm every 33 to 107.
 *
 * <p>How long charts really run is measured on subjects that taught no threshold: the third set is halved, each half
 * runs against the limits of the other, and the geometric mean is kept; the limits themselves come from the whole set.
 */
public final class DriftCalibration {
    /** Shares of basis, moments and thresholds where one cohort is to give all three. */
    static final double[] SHARES = {.5, .25, .25};

    private static final Size SIMULATED = new Size(120, 1000);
    private static final double[] HALVES = {.5, .5};

    private DriftCalibration() {}

    /**
     * Parts one cohort by subject and learns from the parts.
     *
     * @param learning samples by which each chart first learns what is usual for it; 0 to measure from the reference
     */
    public static DriftReference learn(DriftCohort cohort, int classes, int learning, long seed) {
        DriftCohort[] parts = cohort.parted(SHARES, seed);
        return learn(new Parts(parts[0], parts[1], parts[2]), classes, learning, seed);
    }

    /** Samples of three sets of subjects that have none in common. */
    public record Parts(DriftCohort basis, DriftCohort moments, DriftCohort thresholds) {
        public Parts {
            int all = basis.size() + moments.size() + thresholds.size();
            Set<String> subjects = new HashSet<>(basis.subjects());
            subjects.addAll(moments.subjects());
            subjects.addAll(thresholds.subjects());
            int apart = basis.people() + moments.people() + thresholds.people();
            if (subjects.size() != apart) {
                throw new IllegalArgumentException(
                        "of %d samples some are of subjects that stand in two of the three parts".formatted(all));
            }
        }
    }

    /** Learns from parts. */
    public static DriftReference learn(Parts parts, int classes, int learning, long seed) {
        DriftFrame frame = DriftFrame.of(
                parts.basis().array(), parts.basis().y(), parts.moments().array(), classes);
        DriftCohort[] halves = parts.thresholds().parted(HALVES, seed + 1);
        double[] achieved = crossed(
                runs(frame, parts, halves[0], learning, seed + 2), runs(frame, parts, halves[1], learning, seed + 3));
        ChartLimits limits = ChartLimits.of(runs(frame, parts, parts.thresholds(), learning, seed + 4), achieved);
        return new DriftReference(
                frame, limits, Optional.empty(), learning, parts.thresholds().ownProbabilities(), new int[] {
                    parts.basis().size(),
                    parts.moments().size(),
                    parts.thresholds().size()
                });
    }

    /**
     * Learns from a few samples of classes that were measured repeatedly, such as reference materials: each is judged
     * by the others, and only energy and genes are watched.
     *
     * @param classes at least two samples of each
     */
    public static DriftReference learnFromFew(DriftCohort cohort, int classes, long seed) {
        float[][] x = cohort.profiles().stream().map(Profile::normalised).toArray(float[][]::new);
        FewSamples few = new FewSamples(x, cohort.y(), classes);
        DriftFrame frame = new DriftFrame(
                few.frame(),
                LatentFrame.none(x[0].length),
                few.energy(),
                CompositionFrame.none(),
                ClassScale.blind(classes),
                ClassScale.blind(classes));
        return new DriftReference(
                frame, few.limits(() -> frame.newState(0), seed), Optional.empty(), 0, new double[0], new int[] {
                    cohort.size(), 0, 0
                });
    }

    private static InControlRuns runs(DriftFrame frame, Parts parts, DriftCohort drawn, int learning, long seed) {
        return InControlRuns.simulate(
                Resampling.of(frame, drawn, parts.moments().size(), learning),
                SIMULATED,
                () -> frame.newState(learning),
                seed);
    }

    private static double[] crossed(InControlRuns one, InControlRuns other) {
        double[] nothing = new double[ChartLimits.TARGETS.length];
        double[] first = ChartLimits.of(one, nothing).measured(other);
        double[] second = ChartLimits.of(other, nothing).measured(one);
        double[] achieved = new double[first.length];
        for (int k = 0; k < achieved.length; k++) {
            achieved[k] = Math.sqrt(first[k] * second[k]);
        }
        return achieved;
    }
}
