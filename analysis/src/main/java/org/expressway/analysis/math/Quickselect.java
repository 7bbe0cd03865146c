package org.expressway.analysis.math;

import java.util.Arrays;

/**
 * Hoare's selection with the middle of three as pivot. It draws no random numbers, so it is deterministic; input that
 * would make it quadratic is met by sorting what is left after 2 log2 n rounds.
 */
final class Quickselect {
    private Quickselect() {}

    /**
     * The value of rank {@code rank} (from 0) in {@code scratch[0..length)}; afterwards no value before that place is
     * greater than it, and none behind it is smaller.
     */
    static double select(double[] scratch, int length, int rank) {
        int low = 0;
        int high = length - 1;
        int rounds = 2 * (32 - Integer.numberOfLeadingZeros(length));
        while (low < high) {
            if (rounds-- == 0) {
                Arrays.sort(scratch, low, high + 1);
                break;
            }
            int split = partition(scratch, low, high);
            if (rank <= split) {
                high = split;
            } else {
                low = split + 1;
            }
        }
        return scratch[rank];
    }

    /** The greatest of the first {@code count} values: after {@link #select}, the one of rank {@code count} - 1. */
    static double greatestBelow(double[] scratch, int count) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, scratch[i]);
        }
        return greatest;
    }

    /** Splits into a left part, up to and including the returned place, that is nowhere greater than the right one. */
    private static int partition(double[] a, int low, int high) {
        double pivot = middleOfThree(a[low], a[(low + high) >>> 1], a[high]);
        int i = low;
        int j = high;
        while (true) {
            while (a[i] < pivot) {
                i++;
            }
            while (a[j] > pivot) {
                j--;
            }
            if (i >= j) {
                // With the pivot in the last place alone j does not move; the range must shrink all the same.
                return Math.min(j, high - 1);
            }
            double swapped = a[i];
            a[i++] = a[j];
            a[j--] = swapped;
        }
    }

    private static double middleOfThree(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
