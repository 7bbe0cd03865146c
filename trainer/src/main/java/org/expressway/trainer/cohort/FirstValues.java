package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What samples were first served with, before their batch had shown what it is.
 *
 * @param rows of those samples that were served early
 * @param rowOf per sample of a set its row; −1 where it was settled at once
 */
public record FirstValues(Profiles rows, int[] rowOf) {
    /** Rows on the heap, one a sample of a set; null where it was settled at once. */
    public static FirstValues of(List<float @Nullable []> values) {
        List<float[]> rows = new ArrayList<>();
        int[] rowOf = new int[values.size()];
        for (int i = 0; i < rowOf.length; i++) {
            float[] row = values.get(i);
            rowOf[i] = row == null ? -1 : rows.size();
            if (row != null) {
                rows.add(row);
            }
        }
        return new FirstValues(Profiles.of(rows.toArray(float[][]::new)), rowOf);
    }

    /** So many samples, all of which were settled at once. */
    public static FirstValues none(int samples) {
        return of(Collections.nCopies(samples, null));
    }

    /** Those of these samples that have first values. */
    public int[] among(int[] samples) {
        return IntStream.of(samples).filter(i -> rowOf[i] >= 0).toArray();
    }

    /** The first values of these samples, each of which has some. */
    public Profiles of(int[] samples) {
        return rows.only(IntStream.of(samples).map(i -> rowOf[i]).toArray());
    }
}
