package org.expressway.analysis.qc;

import java.util.Locale;

/** What a check's value is compared with, and on which side of it the trouble lies. */
public enum Threshold {
    /** Sum of counts. */
    SMALL_LIBRARY("library_size", Side.LOW),
    /** Sum of counts. */
    LARGE_LIBRARY("library_size", Side.HIGH),
    /** Number of genes above the detection floor. */
    DETECTED_GENES("detected_genes", Side.LOW),
    /** Share of the panel without a value, 0 to 1. */
    MISSING_GENES("missing_genes", Side.HIGH),
    /** Share of the counts in mitochondrial genes, 0 to 1. */
    MITOCHONDRIAL_SHARE("mitochondrial_share", Side.HIGH),
    /** Spearman's rho with the reference's median profile, -1 to 1. */
    PROFILE_CORRELATION("profile_correlation", Side.LOW),
    /** Mean squared standardised residual outside the reference's principal components. */
    RESIDUAL_ENERGY("residual_energy", Side.HIGH),
    /** Evidence of the other sex than the declared one, in log2 units. */
    OTHER_SEX("declared_sex", Side.HIGH);

    /** The side on which values are bad. */
    enum Side {
        LOW,
        HIGH
    }

    private final String check;
    private final Side bad;

    Threshold(String check, Side bad) {
        this.check = check;
        this.bad = bad;
    }

    /** Name of the check that stands on it. */
    public String check() {
        return check;
    }

    /**
     * Whether the check of this name compares a sample's values with those of the reference. Before its batch is corrected that
     * sees the batch as much as the sample.
     */
    public static boolean seesTheBatch(String check) {
        return check.equals(PROFILE_CORRELATION.check) || check.equals(RESIDUAL_ENERGY.check);
    }

    /** As a person names it in a setting. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A bound that nothing crosses. */
    double off() {
        return bad == Side.LOW ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    Limit switchedOff() {
        return new Limit(off(), off());
    }

    boolean crossed(double value, double bound) {
        return bad == Side.LOW ? value < bound : value > bound;
    }

    QualityResult judge(double value, Limit limit) {
        if (crossed(value, limit.fail())) {
            return crossing(value, limit.fail(), Verdict.FAIL);
        }
        return crossed(value, limit.flag())
                ? crossing(value, limit.flag(), Verdict.FLAG)
                : QualityResult.pass(check, value, limit.flag());
    }

    private QualityResult crossing(double value, double bound, Verdict verdict) {
        String side = bad == Side.LOW ? "below" : "above";
        return new QualityResult(
                check, value, bound, verdict, check + " " + value + " is " + side + " the reference's limit " + bound);
    }
}
