package org.expressway.cli.file;

import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.matrix.ExpressionMatrix;

/** What a matrix of counts, or of other amounts, must not hold. */
final class Amounts {
    private Amounts() {}

    /** @throws BadInput with the place of every negative value */
    static void require(ExpressionMatrix matrix) throws BadInput {
        Faults faults = new Faults();
        for (int s = 0; s < matrix.values().length && !faults.full(); s++) {
            addNegative(matrix, s, faults);
        }
        faults.raise();
    }

    private static void addNegative(ExpressionMatrix matrix, int sample, Faults faults) {
        float[] profile = matrix.values()[sample];
        for (int g = 0; g < profile.length && !faults.full(); g++) {
            if (profile[g] < 0) {
                faults.add(new Fault(
                        matrix.file(),
                        g + 2,
                        sample + 2,
                        matrix.samples().get(sample),
                        "a negative value, " + profile[g],
                        "an amount, 0 or more",
                        "are these logarithms? --method quantile and none take log2 values"));
            }
        }
    }
}
