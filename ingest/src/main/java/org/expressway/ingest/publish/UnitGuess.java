package org.expressway.ingest.publish;

import java.util.Optional;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * Tells counts from logarithms where nobody said which. Whole numbers with one above 100 are counts; values with a
 * negative one or a fraction, none above 40, are log2 (2^40 is more than any assay counts). The rest stays open: linear
 * scales such as TPM are never guessed.
 */
public final class UnitGuess {
    private UnitGuess() {}

    public static Optional<ExpressionUnit> of(ExpressionMatrix matrix) {
        boolean whole = true;
        float largest = Float.NEGATIVE_INFINITY;
        float smallest = Float.POSITIVE_INFINITY;
        for (float[] profile : matrix.values()) {
            for (float value : profile) {
                if (!Float.isNaN(value)) {
                    whole &= value == Math.rint(value);
                    largest = Math.max(largest, value);
                    smallest = Math.min(smallest, value);
                }
            }
        }
        if (whole && smallest >= 0 && largest > 100) {
            return Optional.of(ExpressionUnit.COUNTS);
        }
        return !whole && largest <= 40 ? Optional.of(ExpressionUnit.LOG2) : Optional.empty();
    }
}
