package org.expressway.analysis.calibrate;

import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/** {@link Strangeness} as bytes; the same value gives the same bytes. */
public final class StrangenessFormat {
    private static final String MAGIC = "EXST";
    private static final int VERSION = 1;

    private StrangenessFormat() {}

    public static byte[] write(Strangeness strangeness) {
        LatentSpace space = strangeness.space();
        BinaryWriter out = new BinaryWriter(MAGIC, VERSION);
        floats(out, space.mean());
        floats(out, space.inverseSd());
        out.integer(space.axes().length);
        for (float[] axis : space.axes()) {
            floats(out, axis);
        }
        out.integer(space.centroids().length);
        for (double[] centroid : space.centroids()) {
            out.numbers(centroid);
        }
        return out.numbers(space.within())
                .numbers(strangeness.energy().ascending())
                .numbers(strangeness.distance().ascending())
                .toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #write} wrote */
    public static Strangeness read(byte[] bytes) {
        BinaryReader in = new BinaryReader("calibration of strangeness", bytes, MAGIC, VERSION);
        float[] mean = floats(in);
        float[] inverseSd = floats(in);
        float[][] axes = new float[in.length(Integer.BYTES)][];
        for (int k = 0; k < axes.length; k++) {
            axes[k] = floats(in);
        }
        double[][] centroids = new double[in.length(Integer.BYTES)][];
        for (int c = 0; c < centroids.length; c++) {
            centroids[c] = in.numbers();
        }
        LatentSpace space = new LatentSpace(mean, inverseSd, axes, centroids, in.numbers());
        Strangeness strangeness = new Strangeness(space, new InControl(in.numbers()), new InControl(in.numbers()));
        in.end();
        return strangeness;
    }

    private static void floats(BinaryWriter out, float[] values) {
        int[] bits = new int[values.length];
        for (int g = 0; g < bits.length; g++) {
            bits[g] = Float.floatToIntBits(values[g]);
        }
        out.integers(bits);
    }

    private static float[] floats(BinaryReader in) {
        int[] bits = in.integers();
        float[] values = new float[bits.length];
        for (int g = 0; g < bits.length; g++) {
            values[g] = Float.intBitsToFloat(bits[g]);
        }
        return values;
    }
}
