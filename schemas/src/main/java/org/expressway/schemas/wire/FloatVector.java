package org.expressway.schemas.wire;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** A {@code List<Float>} over a {@code float[]}: what generated records hold for {@code array<float>}, without boxing. */
public final class FloatVector extends AbstractList<Float> implements RandomAccess {
    private final float[] values;

    private FloatVector(float[] values) {
        this.values = values;
    }

    /** A view of the array, not a copy: the caller must not change it afterwards. */
    public static FloatVector of(float... values) {
        return new FloatVector(values);
    }

    /** The array behind a list that this class made (shared, not to be changed), else a copy of the list. */
    public static float[] toArray(List<Float> list) {
        if (list instanceof FloatVector vector) {
            return vector.values;
        }
        float[] copy = new float[list.size()];
        int i = 0;
        for (Float value : list) {
            copy[i++] = value;
        }
        return copy;
    }

    @Override
    public Float get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }
}
