package org.expressway.analysis.correct;

import java.util.List;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.Mix;
import org.jspecify.annotations.Nullable;

/**
 * Binary form of a {@link StoredFit}; fields as in {@link BinaryWriter}, big-endian, in this order:
 *
 * <pre>
 * "EXBF" | int version = 2
 * text referenceId | text batch
 * int mode: 0 = SVA, 1 = BRIDGED, 2 = COVARIATE, 3 = UNCORRECTED, 4 = CONFOUNDED | text reason | texts samples
 * int study samples | int control samples | number omega2
 * int 0, or int 1 and the composition: int verdict: 0 = SAME_MIX, 1 = OTHER_MIX, 2 = UNIDENTIFIED | text reason
 *       | numbers proportions | as many numbers: rows of their covariance | numbers shift | number attenuation, scale
 * int 0 | int samples | int genes                                    a fit that passes every gene
 * int 1 | int samples | int iterations
 *       | numbers gammaHat, deltaHat, gammaStar, deltaStar, posteriorSd   one per panel gene, NaN = passes
 *       | number gammaBar, tau2, priorA, priorB
 * </pre>
 */
public final class StoredFitFormat {
    private static final String MAGIC = "EXBF";
    private static final int VERSION = 2;
    /** Of a panel; a damaged number must not allocate all memory. */
    private static final int MOST_GENES = 1 << 20;

    private static final List<Mode> MODES =
            List.of(Mode.SVA, Mode.BRIDGED, Mode.COVARIATE, Mode.UNCORRECTED, Mode.CONFOUNDED);
    private static final List<Mix> VERDICTS = List.of(Mix.SAME_MIX, Mix.OTHER_MIX, Mix.UNIDENTIFIED);

    private StoredFitFormat() {}

    public static byte[] write(StoredFit stored) {
        BatchCorrection correction = stored.correction();
        BinaryWriter out = new BinaryWriter(MAGIC, VERSION)
                .text(stored.referenceId())
                .text(stored.batch())
                .integer(MODES.indexOf(correction.mode()))
                .text(correction.reason())
                .texts(correction.samples())
                .integer(correction.studySamples())
                .integer(correction.controlSamples())
                .number(correction.omega2());
        writeComposition(out, correction.composition());
        writeFit(out, correction.fit());
        return out.toBytes();
    }

    /** Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no stored fit, cut short, or of another version */
    public static StoredFit read(byte[] bytes) {
        BinaryReader in = new BinaryReader("stored fit", bytes, MAGIC, VERSION);
        StoredFit stored = new StoredFit(in.text(), in.text(), readCorrection(in));
        in.end();
        return stored;
    }

    private static BatchCorrection readCorrection(BinaryReader in) {
        Mode mode = MODES.get(in.choice(MODES.size()));
        String reason = in.text();
        List<String> samples = in.texts();
        int study = in.integer();
        int controls = in.integer();
        double omega2 = in.number();
        Composition composition = in.choice(2) == 0 ? null : readComposition(in);
        return new BatchCorrection(mode, reason, samples, study, controls, readFit(in), composition, omega2);
    }

    private static void writeComposition(BinaryWriter out, @Nullable Composition composition) {
        out.integer(composition == null ? 0 : 1);
        if (composition != null) {
            out.integer(VERDICTS.indexOf(composition.verdict()))
                    .text(composition.reason())
                    .numbers(composition.proportions());
            for (double[] row : composition.proportionCovariance()) {
                out.numbers(row);
            }
            out.numbers(composition.shift()).number(composition.attenuation()).number(composition.scale());
        }
    }

    private static Composition readComposition(BinaryReader in) {
        Mix verdict = VERDICTS.get(in.choice(VERDICTS.size()));
        String reason = in.text();
        double[] proportions = in.numbers();
        double[][] covariance = new double[proportions.length][];
        for (int k = 0; k < covariance.length; k++) {
            covariance[k] = in.numbers();
        }
        return new Composition(verdict, reason, proportions, covariance, in.numbers(), in.number(), in.number());
    }

    private static void writeFit(BinaryWriter out, BatchFit fit) {
        if (fit.correctedGenes() == 0) {
            out.integer(0).integer(fit.samples()).integer(fit.genes());
            return;
        }
        out.integer(1)
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
                .number(fit.priorB());
    }

    private static BatchFit readFit(BinaryReader in) {
        if (in.choice(2) == 0) {
            return BatchFit.nothing(in.integer(), in.choice(MOST_GENES));
        }
        BatchFit fit = readLearned(in);
        if (fit.correctedGenes() == 0) {
            throw new IllegalArgumentException("not a valid stored fit: a learned fit of " + fit.genes()
                    + " genes of which it moves none, expected the short form of a fit that passes every gene");
        }
        return fit;
    }

    /** Java evaluates arguments from left to right, which is the order of the fields. */
    private static BatchFit readLearned(BinaryReader in) {
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
