package org.expressway.analysis.correct;

import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/**
 * Binary form of a {@link StoredFit}; fields as in {@link BinaryWriter}, big-endian, in this order:
 *
 * <pre>
 * "EXBF" | int version = 1
 * text referenceId | text batch | texts members
 * int samples | int iterations
 * numbers gammaHat, deltaHat, gammaStar, deltaStar, posteriorSd      one per panel gene, NaN = passes
 * number gammaBar, tau2, priorA, priorB
 * </pre>
 */
public final class StoredFitFormat {
    private static final String MAGIC = "EXBF";
    private static final int VERSION = 1;

    private StoredFitFormat() {}

    public static byte[] write(StoredFit stored) {
        BatchFit fit = stored.fit();
        return new BinaryWriter(MAGIC, VERSION)
                .text(stored.referenceId())
                .text(stored.batch())
                .texts(stored.members())
                .integer(fit.samples())
                .integer(fit.iterations())
                .numbers(fit.gammaHat())
                .numbers(fit.deltaHat())
                .numbers(fit.gammaStar())
                .numbers(fit.deltaStar())
                .numbers(fit.posteriorSd())
                .number(fit.gammaBar())
                .number(fit.tau2())
                .number(fit.priorA())
                .number(fit.priorB())
                .toBytes();
    }

    /** Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no stored fit, cut short, or of another version */
    public static StoredFit read(byte[] bytes) {
        BinaryReader in = new BinaryReader("stored fit", bytes, MAGIC, VERSION);
        StoredFit stored = new StoredFit(in.text(), in.text(), in.texts(), readFit(in));
        in.end();
        return stored;
    }

    /** Java evaluates arguments from left to right, which is the order of the fields. */
    private static BatchFit readFit(BinaryReader in) {
        return new BatchFit(
                in.integer(),
                in.integer(),
                in.numbers(),
                in.numbers(),
                in.numbers(),
                in.numbers(),
                in.numbers(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }
}
