package org.expressway.benchmarks.drift;

import java.util.Locale;

/**
 * What is done to samples, in within-class standard deviations.
 *
 * @param dense shift of all genes
 * @param genes how many genes are shifted by {@code some}
 * @param scale of what varies within the classes
 * @param factor shift of one latent factor
 * @param moreOf class that {@value #MORE} of the samples are of, beside its usual share of the rest; -1 for none
 */
record Change(String name, double dense, int genes, double some, double scale, double factor, int moreOf) {
    static final double MORE = .6;
    static final Change NONE = new Change("none", 0, 0, 0, 1, 0, -1);

    static Change dense(double shift) {
        return new Change(text("all genes by %.2f sd", shift), shift, 0, 0, 1, 0, -1);
    }

    static Change genes(int genes, double shift) {
        return new Change(text("%d genes by %.1f sd", genes, shift), 0, genes, shift, 1, 0, -1);
    }

    static Change scale(double scale) {
        return new Change(text("scale x %.2f", scale), 0, 0, 0, scale, 0, -1);
    }

    static Change factor(double shift) {
        return new Change(text("one latent factor by %.0f sd", shift), 0, 0, 0, 1, shift, -1);
    }

    static Change mix(int moreOf) {
        return new Change("case mix", 0, 0, 0, 1, 0, moreOf);
    }

    /** Shift of a gene; those moved stand evenly among all. */
    double shift(int g, int of) {
        return dense + (moves(g, of) ? some : 0);
    }

    boolean moves(int g, int of) {
        return genes > 0 && g % (of / genes) == 0 && g / (of / genes) < genes;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
