package org.expressway.analysis.reference;

import java.util.List;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.expressway.analysis.guard.LatentClasses;

/**
 * The part of a {@link CorrectionFormat} that says how the guard sees the classes; fields in this order:
 *
 * <pre>
 * texts labels | integers samples | integers genes | numbers centres
 * rows basis | rows means                                rows: int count, each: numbers
 * numbers spreads | number own variance
 * rows class means | numbers within-class variance
 * </pre>
 */
final class LatentFormat {
    private LatentFormat() {}

    static void write(BinaryWriter out, LatentClasses latent) {
        out.texts(latent.labels())
                .integers(latent.samples())
                .integers(latent.genes())
                .numbers(latent.centres());
        writeRows(out, latent.basis());
        writeRows(out, latent.means());
        out.numbers(latent.spreads()).number(latent.ownVariance());
        writeRows(out, latent.classMeans());
        out.numbers(latent.withinVariance());
    }

    /** Java evaluates arguments from left to right, which is the order of the fields. */
    static LatentClasses read(BinaryReader in) {
        List<String> labels = in.texts();
        return new LatentClasses(
                labels,
                in.integers(),
                in.integers(),
                in.numbers(),
                readRows(in),
                readRows(in),
                in.numbers(),
                in.number(),
                readRows(in),
                in.numbers());
    }

    private static void writeRows(BinaryWriter out, double[][] rows) {
        out.integer(rows.length);
        for (double[] row : rows) {
            out.numbers(row);
        }
    }

    private static double[][] readRows(BinaryReader in) {
        double[][] rows = new double[in.length(Integer.BYTES)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = in.numbers();
        }
        return rows;
    }
}
