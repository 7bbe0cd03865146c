package org.expressway.ingest.expression;

import java.util.Locale;
import java.util.Optional;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * What the values of a table say of their unit, and against the unit that somebody says.
 *
 * <p>Whole numbers with one above 100 are counts. Values with a fraction, none above 40, are log2 (2^40 is more than any
 * assay counts). Fractions whose every sample sums to a million are TPM or CPM; those of CPM are whole multiples of a
 * sample's smallest value (one read), those of TPM are not, since each gene's reads are divided by its own length. Other
 * fractions stay open: they may be estimated counts, FPKM or intensities.
 */
public final class UnitEvidence {
    private static final double MILLION = 1e6;
    private static final double MILLION_TOLERANCE = 2e-3;
    private static final double LARGEST_LOG2 = 40;
    private static final double SMALL_COUNTS = 100;
    /** Multiples of the smallest value are looked at up to here; beyond, rounding in the file hides them. */
    private static final double MULTIPLES = 50;

    private static final double MULTIPLE_TOLERANCE = .02;

    private final Values values;
    private boolean whole = true;
    private float smallest = Float.POSITIVE_INFINITY;
    private float largest = Float.NEGATIVE_INFINITY;
    private int smallestGene;
    private int smallestSample;
    private long zeros;
    private boolean millions;
    private boolean multiples = true;

    private UnitEvidence(Values values) {
        this.values = values;
    }

    public static UnitEvidence of(ExpressionTable table) {
        return of(table.values());
    }

    /** Goes through all values once. */
    public static UnitEvidence of(Values values) {
        UnitEvidence evidence = new UnitEvidence(values);
        evidence.millions = values.samples() > 0;
        for (int s = 0; s < values.samples(); s++) {
            evidence.add(s);
        }
        return evidence;
    }

    /** The unit that the values show; empty where they could be of several. */
    public Optional<ExpressionUnit> guess() {
        if (whole) {
            return smallest >= 0 && largest > SMALL_COUNTS ? Optional.of(ExpressionUnit.COUNTS) : Optional.empty();
        }
        if (largest <= LARGEST_LOG2) {
            return Optional.of(ExpressionUnit.LOG2);
        }
        return perMillion() ? Optional.of(multiples ? ExpressionUnit.CPM : ExpressionUnit.TPM) : Optional.empty();
    }

    /** What speaks against a unit, with its place; null where nothing does. */
    public Optional<UnitObjection> against(ExpressionUnit unit) {
        return switch (unit) {
            case COUNTS -> againstCounts();
            case LOG2 ->
                largest > LARGEST_LOG2
                        ? Optional.of(UnitObjection.ofTable(
                                "values up to " + text(largest) + " declared as LOG2",
                                "log2 values, none above 40",
                                "declare the unit that the values are in (counts, tpm, cpm, fpkm)"))
                        : Optional.empty();
            case TPM, CPM, FPKM -> againstNegative(unit);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** Whether every sample sums to a million and values have fractions. */
    public boolean perMillion() {
        return !whole && smallest >= 0 && millions;
    }

    public boolean whole() {
        return whole;
    }

    public float smallest() {
        return smallest;
    }

    public float largest() {
        return largest;
    }

    /** Values that are exactly zero. */
    public long zeros() {
        return zeros;
    }

    private Optional<UnitObjection> againstCounts() {
        if (smallest < 0) {
            return againstNegative(ExpressionUnit.COUNTS);
        }
        if (perMillion()) {
            String seen = multiples ? "CPM" : "TPM";
            return Optional.of(UnitObjection.ofTable(
                    "values declared as COUNTS that have fractions and sum to 1e6 in every sample, as " + seen
                            + " does",
                    "counts: whole reads, or the fractional ones that salmon and RSEM estimate, whose sums differ by sample",
                    "send the table of counts, or declare the unit as " + seen.toLowerCase(Locale.ROOT)));
        }
        return !whole && largest <= LARGEST_LOG2
                ? Optional.of(UnitObjection.ofTable(
                        "values declared as COUNTS that have fractions and none above " + text(largest)
                                + ", as logarithms do",
                        "counts of reads or molecules",
                        "send the table of counts, or declare the unit as log2"))
                : Optional.empty();
    }

    private Optional<UnitObjection> againstNegative(ExpressionUnit unit) {
        return smallest < 0
                ? Optional.of(new UnitObjection(
                        smallestGene,
                        smallestSample,
                        "a negative value, " + text(smallest) + ", declared as " + unit,
                        "no value below zero",
                        "logarithms and background-corrected intensities have negative values: declare the unit that"
                                + " they are in, or send the table of counts"))
                : Optional.empty();
    }

    private void add(int sample) {
        double[] sum = new double[1];
        float[] positive = {Float.POSITIVE_INFINITY};
        values.visit(sample, (gene, value) -> {
            if (!Float.isNaN(value)) {
                add(gene, sample, value);
                sum[0] += value;
                positive[0] = value > 0 ? Math.min(positive[0], value) : positive[0];
            }
        });
        int implicit = values.implicitZeros(sample);
        if (implicit > 0) {
            add(0, sample, 0);
            zeros += implicit - 1;
        }
        millions &= Math.abs(sum[0] - MILLION) <= MILLION_TOLERANCE * MILLION;
        multiples = multiples && millions && allMultiplesOf(positive[0], sample);
    }

    private void add(int gene, int sample, float value) {
        whole &= value == Math.rint(value);
        zeros += value == 0 ? 1 : 0;
        largest = Math.max(largest, value);
        if (value < smallest) {
            smallest = value;
            smallestGene = gene;
            smallestSample = sample;
        }
    }

    private boolean allMultiplesOf(float one, int sample) {
        boolean[] all = {true};
        values.visit(sample, (gene, value) -> {
            double ratio = value / (double) one;
            all[0] &= !(ratio < MULTIPLES)
                    || Math.abs(ratio - Math.rint(ratio)) <= MULTIPLE_TOLERANCE * Math.max(1, ratio / 10);
        });
        return all[0];
    }

    private static String text(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Float.toString(value);
    }
}
