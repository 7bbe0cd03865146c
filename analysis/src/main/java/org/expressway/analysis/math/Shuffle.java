package org.expressway.analysis.math;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Orders drawn at random, each as likely as any other (Fisher and Yates 1938), the same for a seed on every machine. */
public final class Shuffle {
    private Shuffle() {}

    /** The numbers from 0 to {@code n} − 1 in an order drawn at random. */
    public static int[] order(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
