package org.expressway.analysis.normalize;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How a sample is brought onto the reference's scale; each has its {@link Normalizer}. */
public enum NormalizationMethod {
    /** {@link MedianOfRatios}: log2 of counts over DESeq2's size factor. */
    MEDIAN_OF_RATIOS(.5, true, ValueUnit.COUNTS),
    /** {@link Tmm}: log2 counts per million of edgeR's effective library. */
    TMM(2, true, ValueUnit.COUNTS),
    /** {@link LogCpm}: log2 counts per million. */
    LOG_CPM(2, true, ValueUnit.COUNTS),
    /** {@link Cpm}: counts per million, <em>linear</em>: for tables, not for correction. */
    CPM(Double.NaN, false, ValueUnit.COUNTS),
    /** {@link Tpm}: log2 transcripts per million. */
    TPM(1, true, ValueUnit.COUNTS),
    /** {@link Quantile}: the reference's distribution. */
    QUANTILE(Double.NaN, true, ValueUnit.LOG2),
    /** {@link Cp10k}: ln(1 + counts per ten thousand), the <em>natural</em> logarithm, as single-cell tools have it. */
    CP10K_LOG1P(Double.NaN, true, ValueUnit.COUNTS),
    /** {@link LogOfValues}: log2 of values that are relative amounts already. */
    LOG2(1, true, ValueUnit.TPM, ValueUnit.CPM, ValueUnit.FPKM),
    /** {@link AlreadyLog}: as they are. */
    NONE(Double.NaN, true, ValueUnit.LOG2);

    private final double defaultPrior;
    private final boolean logScale;
    private final Set<ValueUnit> units;

    NormalizationMethod(double defaultPrior, boolean logScale, ValueUnit unit, ValueUnit... others) {
        this.defaultPrior = defaultPrior;
        this.logScale = logScale;
        this.units = EnumSet.of(unit, others);
    }

    /** The method for samples of which nobody said one. */
    public static NormalizationMethod defaultFor(ValueUnit unit) {
        return switch (unit) {
            case COUNTS -> MEDIAN_OF_RATIOS;
            case LOG2 -> NONE;
            case TPM, CPM, FPKM -> LOG2;
        };
    }

    /**
     * The method of a name as people type it, such as {@code log-cpm}.
     *
     * @throws IllegalArgumentException with all names, when there is no such method
     */
    public static NormalizationMethod named(String name) {
        return Arrays.stream(values())
                .filter(method ->
                        method.text().equals(name.toLowerCase(Locale.ROOT).replace('_', '-')))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no normalisation method \"" + name + "\"; one of "
                        + Arrays.stream(values()).map(NormalizationMethod::text).collect(Collectors.joining(", "))));
    }

    /** Its name as people type it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Pseudo-count where nobody said one; NaN where the method has none. */
    public double defaultPrior() {
        return defaultPrior;
    }

    public boolean hasPrior() {
        return !Double.isNaN(defaultPrior);
    }

    /** Whether the results are logarithms. Only these may enter a batch correction, whose shifts are fold changes. */
    public boolean logScale() {
        return logScale;
    }

    public boolean accepts(ValueUnit unit) {
        return units.contains(unit);
    }

    /** Refuses a unit that the method makes no sense of. */
    void requireUnit(ValueUnit unit) {
        if (!accepts(unit)) {
            throw new IllegalArgumentException("normalisation " + text() + " takes " + units + ", seen " + unit
                    + "; choose another method (" + defaultFor(unit).text() + " is the usual one for " + unit
                    + ") or say the right unit");
        }
    }

    /** Refuses a pseudo-count that would give infinite or undefined logarithms. */
    void requirePrior(double prior) {
        if (!(prior > 0) || Double.isInfinite(prior)) {
            throw new IllegalArgumentException("the prior of normalisation " + text() + " is " + prior
                    + ", expected a positive number such as " + defaultPrior);
        }
    }
}
