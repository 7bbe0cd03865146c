package org.expressway.analysis.guard;

import java.util.List;
import java.util.Locale;
import org.expressway.analysis.math.Vectors;

/**
 * Judges a batch by subjects that gave two samples each, where the samples by themselves leave its mix open.
 *
 * <p>What a batch does to a sample it does to the subject's other sample too, so their difference knows nothing of the batch. Where the
 * reference has two classes, a batch of one class has pairs that scatter about 0, and a batch in which every subject gave one of
 * each has pairs that differ by about what the classes do, in one direction: that is a mix of 1:1, whichever is which. The samples
 * are believed to be so if
 *
 * <pre>
 * 8 subjects or more gave two samples, and they are four fifths of the batch or more
 * the differences are of two kinds ({@link TwoKinds}), with an evidence of 5 log units
 * turned alike, they differ along the class axis by 4 standard errors or more
 * and by .2 or more of what the reference's classes differ by
 * </pre>
 *
 * and the mix, 1:1, is the reference's within .5 within-class standard deviations. Then it is SAME_MIX; otherwise the batch stays
 * open. What pairs cannot tell is whether the two kinds are the reference's classes: samples before and after a therapy that
 * moves tumours towards normal would pass. They are taken at different times, and a sample that has a time point is in no pair.
 */
public final class PairedDesign {
    private static final int MIN_PAIRS = 8;
    private static final double MAX_UNPAIRED = .2;
    private static final double MARGIN = 5;
    private static final double MIN_STANDARD_ERRORS = 4;
    private static final double MIN_ATTENUATION = .2;
    private static final double MAX_ATTENUATION = 1.25;
    private static final double SAME = .5;
    private static final double[] HALF = {.5, .5};

    private final LatentClasses classes;
    private final List<SubjectPairs.Pair> pairs;
    private final int unpaired;
    private final TwoKinds kinds;

    private PairedDesign(LatentClasses classes, SubjectPairs subjects) {
        this.classes = classes;
        this.pairs = subjects.pairs();
        this.unpaired = subjects.unpaired();
        this.kinds =
                TwoKinds.of(pairs.stream().map(SubjectPairs.Pair::difference).toArray(double[][]::new));
    }

    /**
     * What the pairs make of it.
     *
     * @param alone what the samples say by themselves; returned as it is where there are too few pairs, and with what the
     *     pairs lack in its reason where they prove nothing
     */
    public static Composition judge(LatentClasses classes, SubjectPairs subjects, Composition alone) {
        int paired = 2 * subjects.pairs().size();
        boolean enough =
                paired >= 2 * MIN_PAIRS && subjects.unpaired() <= MAX_UNPAIRED * (paired + subjects.unpaired());
        return classes.classes() == 2 && enough ? new PairedDesign(classes, subjects).judgement(alone) : alone;
    }

    private Composition judgement(Composition alone) {
        double[] apart = differencesOnTheAxis();
        double mean = mean(apart);
        double standardErrors = Math.abs(mean) / standardError(apart, mean);
        double whole = Mixture.of(classes).distance(new double[] {1, 0}, new double[] {0, 1});
        double attenuation = Math.abs(mean) / whole;
        double harm = attenuation * Mixture.of(classes).distance(HALF, classes.proportions());
        String seen = String.format(
                Locale.ROOT,
                "%d subjects gave two samples: two kinds by %.1f log units (%.0f asked for), %.2f of what the classes"
                        + " differ by (%.1f asked for) at %.1f standard errors (%.0f asked for), half of each kind %.2f"
                        + " within-class sd from the reference's mix (%.1f at most)",
                pairs.size(),
                kinds.evidence(),
                MARGIN,
                attenuation,
                MIN_ATTENUATION,
                standardErrors,
                MIN_STANDARD_ERRORS,
                harm,
                SAME);
        boolean proven = kinds.evidence() >= MARGIN
                && standardErrors >= MIN_STANDARD_ERRORS
                && attenuation >= MIN_ATTENUATION
                && harm <= SAME;
        return proven
                ? paired(seen, Math.min(attenuation, MAX_ATTENUATION))
                : alone.because(alone.reason() + "; " + seen);
    }

    /** Along the class axis, all turned so that the two kinds are subtracted the same way round. */
    private double[] differencesOnTheAxis() {
        double[] apart = new double[pairs.size()];
        for (int p = 0; p < apart.length; p++) {
            apart[p] =
                    kinds.signs()[p] * (pairs.get(p).second()[0] - pairs.get(p).first()[0]);
        }
        return apart;
    }

    private Composition paired(String reason, double attenuation) {
        double[] shift = new double[classes.axes()];
        for (SubjectPairs.Pair pair : pairs) {
            for (int d = 0; d < shift.length; d++) {
                shift[d] += (pair.first()[d] + pair.second()[d]) / (2 * pairs.size());
            }
        }
        Vectors.add(shift, -attenuation, Mixture.of(classes).centre(HALF));
        int samples = 2 * pairs.size() + unpaired;
        double unknown = unpaired / (4.0 * samples * samples);
        double[][] covariance = {{unknown, -unknown}, {-unknown, unknown}};
        return new Composition(Mix.SAME_MIX, reason, HALF.clone(), covariance, shift, attenuation, 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(Math.max(squares, Double.MIN_NORMAL) / (values.length - 1.0) / values.length);
    }
}
