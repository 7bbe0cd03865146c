package org.expressway.ingest.hdf5;

import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.expressway.ingest.BadInput;

/**
 * Reads one-dimensional data sets as the type that is wanted, whatever integers or floats the file keeps them in, in
 * slices, so that memory holds the result and little more.
 */
final class Columns {
    private static final int SLICE = 1 << 20;
    private static final int MOST_TEXTS = 20_000_000;
    private static final int BYTES_AN_ENTRY = 20;

    private final HdfTree tree;

    Columns(HdfTree tree) {
        this.tree = tree;
    }

    /** Whole numbers of 32 bits. */
    int[] ints(String at) throws BadInput {
        Dataset dataset = vector(at);
        int[] all = new int[dataset.getDimensions()[0]];
        for (int from = 0; from < all.length; from += SLICE) {
            Object part = slice(dataset, from, all.length);
            for (int i = 0; i < Array.getLength(part); i++) {
                all[from + i] = whole(at, from + i, number(at, part, i));
            }
        }
        return all;
    }

    float[] floats(String at) throws BadInput {
        Dataset dataset = vector(at);
        float[] all = new float[dataset.getDimensions()[0]];
        for (int from = 0; from < all.length; from += SLICE) {
            Object part = slice(dataset, from, all.length);
            for (int i = 0; i < Array.getLength(part); i++) {
                all[from + i] = (float) number(at, part, i);
            }
        }
        return all;
    }

    /** Texts, or numbers and truth values as texts. */
    String[] texts(String at) throws BadInput {
        Dataset dataset = tree.dataset(at);
        if (dataset.getDimensions().length != 1 || dataset.getSize() > MOST_TEXTS) {
            throw tree.fault(
                    "/" + at + " of shape " + Arrays.toString(dataset.getDimensionsAsLong()),
                    "one column of at most " + MOST_TEXTS + " texts",
                    "write the file again with a current anndata or Cell Ranger");
        }
        return texts(dataset.getSize() == 0 ? new String[0] : dataset.getData());
    }

    static String[] texts(Object array) {
        String[] texts = new String[Array.getLength(array)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.valueOf(Array.get(array, i)).strip();
        }
        return texts;
    }

    /** One number of an array of any numbers. */
    double number(String at, Object array, int i) throws BadInput {
        if (array instanceof float[] floats) {
            return floats[i];
        }
        if (array instanceof int[] ints) {
            return ints[i];
        }
        if (array instanceof double[] doubles) {
            return doubles[i];
        }
        if (array instanceof long[] longs) {
            return longs[i];
        }
        if (Array.get(array, i) instanceof Number number) {
            return number.doubleValue();
        }
        throw tree.fault(
                "/" + at + " of " + array.getClass().getComponentType().getSimpleName(),
                "numbers",
                "write the file again with numbers in /" + at);
    }

    private Dataset vector(String at) throws BadInput {
        Dataset dataset = tree.dataset(at);
        long most = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / BYTES_AN_ENTRY);
        long[] shape = dataset.getDimensionsAsLong();
        if (shape.length != 1 || shape[0] > most) {
            throw tree.fault(
                    "/" + at + " of shape " + Arrays.toString(shape),
                    "one dimension of at most " + most + " values, which fit this process's memory",
                    "send the cells in parts, or give the process more memory (-Xmx)");
        }
        return dataset;
    }

    private static Object slice(Dataset dataset, int from, int length) {
        return dataset.getData(new long[] {from}, new int[] {Math.min(SLICE, length - from)});
    }

    private int whole(String at, int place, double value) throws BadInput {
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw tree.fault(
                    value + " at place " + place + " of /" + at,
                    "a whole number below 2^31",
                    "the file is damaged, or has more entries than can be read: send the cells in parts");
        }
        return (int) value;
    }
}
