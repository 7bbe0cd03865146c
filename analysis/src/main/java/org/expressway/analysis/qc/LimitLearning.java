package org.expressway.analysis.qc;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Learns limits from a cohort: a middle, and a distance from it that is the greater of a fixed allowance and of what the
 * cohort itself shows.
 *
 * <pre>
 *                        flags                          fails
 *   small_library        1/4 of the median              1/20
 *   large_library        4 times the median             never
 *   detected_genes       min(.8, exp(-3 t)) of it       min(.5, exp(-5 t))
 *   missing_genes        median + .05                   median + .30
 *   mitochondrial_share  median + max(.05, 5 s)         median + max(.30, 15 s)
 *   profile_correlation  median - max(.10, 5 s)         min(half of the median, median - 15 s)
 *   residual_energy      max(4 median, 2 q90)           max(25 median, 10 q90)
 *   other_sex            2 log2 units                   never
 * </pre>
 *
 * <p>Medians, for s the median absolute deviation, t that of the logarithms, and q90, the value that a tenth of the cohort exceeds: one bad
 * reference sample must not move them. Energies are too skewed for an s. Three and five t are what single cells are
 * filtered by (McCarthy 2017, Bioinformatics 33:1179; Luecken and Theis 2019); samples of tissue vary less, and the allowance
 * holds. The fixed
 * allowances are there because another laboratory's batch is further away than the reference's own samples are from each
 * other, and correcting that is the purpose of the platform. Correlation and energy are measured on samples that were
 * left out of what they are compared with ({@link CrossFit}); where the cohort is too small for that, they are not made.
 */
final class LimitLearning {
    private static final double FLAG_SPREADS = 5;
    private static final double FAIL_SPREADS = 15;
    private static final double FLAG_LOG_SPREADS = 3;
    private static final double FAIL_LOG_SPREADS = 5;
    private static final Limit SEX_MARGIN = new Limit(2, Double.POSITIVE_INFINITY);

    private final QualityCohort cohort;
    private final double floor;
    private final Map<Threshold, Limit> limits = new EnumMap<>(Threshold.class);

    LimitLearning(QualityCohort cohort) {
        this.cohort = cohort;
        this.floor = cohort.linear() ? 0 : smallest(cohort.values());
    }

    QualityLimits limits() {
        for (Threshold threshold : Threshold.values()) {
            limits.put(threshold, threshold.switchedOff());
        }
        countLimits();
        double missing = middle(s -> SampleSummary.of(s, floor).missingShare()).median();
        limits.put(Threshold.DETECTED_GENES, detectedLimit());
        limits.put(Threshold.MISSING_GENES, new Limit(missing + .05, missing + .30));
        limits.put(Threshold.OTHER_SEX, SEX_MARGIN);
        CrossFit unseen = new CrossFit(cohort.normalized(), cohort.subjects());
        if (!unseen.possible()) {
            return new QualityLimits(floor, limits, cohort.markers(), null, null);
        }
        correlationLimit(unseen);
        energyLimit(unseen);
        return new QualityLimits(
                floor,
                limits,
                cohort.markers(),
                TypicalProfile.of(cohort.normalized(), cohort.expressed()),
                ResidualBasis.of(cohort.normalized(), cohort.expressed()));
    }

    /** Numbers of genes spread by factors, not by differences: a linear distance would reach below zero. */
    private Limit detectedLimit() {
        double median = middle(s -> SampleSummary.of(s, floor).detected()).median();
        double spread = middle(
                        s -> Math.log(Math.max(1, SampleSummary.of(s, floor).detected())))
                .deviation();
        return new Limit(
                median * Math.min(.8, Math.exp(-FLAG_LOG_SPREADS * spread)),
                median * Math.min(.5, Math.exp(-FAIL_LOG_SPREADS * spread)));
    }

    private void countLimits() {
        if (!cohort.linear()) {
            return;
        }
        double library = middle(s -> SampleSummary.of(s, floor).sum()).median();
        limits.put(Threshold.SMALL_LIBRARY, new Limit(library / 4, library / 20));
        limits.put(Threshold.LARGE_LIBRARY, new Limit(library * 4, Double.POSITIVE_INFINITY));
        int[] mitochondrial = cohort.markers().mitochondrial();
        Spread share = middle(
                s -> MitochondrialCheck.share(s, SampleSummary.of(s, floor).sum(), mitochondrial));
        if (share.known()) {
            double s = share.deviation();
            limits.put(
                    Threshold.MITOCHONDRIAL_SHARE,
                    new Limit(
                            share.median() + Math.max(.05, FLAG_SPREADS * s),
                            share.median() + Math.max(.30, FAIL_SPREADS * s)));
        }
    }

    private void correlationLimit(CrossFit unseen) {
        Spread rho = Spread.of(unseen.measures(
                others -> TypicalProfile.of(others, cohort.expressed()), profile -> profile::correlation));
        if (rho.known() && rho.median() > 0) {
            double flag = rho.median() - Math.max(.10, FLAG_SPREADS * rho.deviation());
            double fail = Math.min(rho.median() / 2, rho.median() - FAIL_SPREADS * rho.deviation());
            limits.put(Threshold.PROFILE_CORRELATION, new Limit(flag, Math.min(flag, fail)));
        }
    }

    private void energyLimit(CrossFit unseen) {
        Spread energy = Spread.of(
                unseen.measures(others -> ResidualBasis.of(others, cohort.expressed()), basis -> basis::energy));
        if (energy.known()) {
            double middle = energy.median();
            double high = energy.exceededByTenth();
            limits.put(
                    Threshold.RESIDUAL_ENERGY,
                    new Limit(Math.max(4 * middle, 2 * high), Math.max(25 * middle, 10 * high)));
        }
    }

    private Spread middle(ToDoubleFunction<float[]> statistic) {
        return Spread.of(cohort.values().stream().mapToDouble(statistic));
    }

    private static double smallest(List<float[]> cohort) {
        float smallest = Float.POSITIVE_INFINITY;
        for (float[] sample : cohort) {
            for (float value : sample) {
                smallest = value < smallest ? value : smallest;
            }
        }
        return smallest;
    }
}
