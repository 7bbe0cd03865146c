package org.expressway.analysis.qc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * <b>duplicate_values</b>: the very values, bit for bit, of a sample seen before under another id. No two samples of a
 * thousand genes agree by chance; a file was copied, or a column. The first one seen is the original. Mutable; keeps the
 * arrays that it has seen.
 */
public final class DuplicateValues {
    /** Name of the check. */
    public static final String CHECK = "duplicate_values";

    private final Map<Values, String> firstWith = new HashMap<>();

    /** @return a FLAG where the values were seen before under another id, else null */
    public @Nullable QualityResult see(String id, float[] values) {
        String first = firstWith.putIfAbsent(new Values(values), id);
        return first == null || first.equals(id) ? null : of(first);
    }

    /** The finding on a sample that has the values of another one. */
    public static QualityResult of(String original) {
        return new QualityResult(CHECK, 1, 0, Verdict.FLAG, "the very values of " + original);
    }

    /** A float array that is equal to another by its bits. */
    private static final class Values {
        private final float[] values;

        Values(float[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Values that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
