package org.expressway.schemas.wire;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A {@code List<Integer>} over a {@code int[]}: what generated records hold for {@code array<int>}, without boxing. */
public final class IntVector extends AbstractList<Integer> implements RandomAccess {
    private final int[] values;

    private IntVector(int[] values) {
        this.values = values;
    }

    /** A view of the array, not a copy: the caller must not change it afterwards. */
    public static IntVector of(int... values) {
        return new IntVector(values);
    }

    /** The array behind a list that this class made (shared, not to be changed), else a copy of the list. */
    public static int[] toArray(List<Integer> list) {
        if (list instanceof IntVector vector) {
            return vector.values;
        }
        int[] copy = new int[list.size()];
        int i = 0;
        for (Integer value : list) {
            copy[i++] = value;
        }
        return copy;
    }

    @Override
    public Integer get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
