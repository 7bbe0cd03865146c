package org.expressway.trainer.gate;

import java.util.Arrays;
import java.util.List;

/**
 * Samples that no model compared on them has learned from.
 *
 * @param y per sample an index into {@code classes}
 * @param subjects per sample the person, who is drawn as a whole in a bootstrap
 * @param sites per sample where it was measured
 */
public record HeldOut(int[] y, List<String> classes, List<String> subjects, List<String> sites) {
    public HeldOut {
        classes = List.copyOf(classes);
        subjects = List.copyOf(subjects);
        sites = List.copyOf(sites);
        if (y.length == 0 || subjects.size() != y.length || sites.size() != y.length) {
            throw new IllegalArgumentException("%d labels, %d subjects and %d sites: as many of each, and at least one"
                    .formatted(y.length, subjects.size(), sites.size()));
        }
    }

    public int samples() {
        return y.length;
    }

    /** These samples alone. */
    HeldOut rows(int[] rows) {
        return new HeldOut(
                Arrays.stream(rows).map(i -> y[i]).toArray(),
                classes,
                Arrays.stream(rows).mapToObj(subjects::get).toList(),
                Arrays.stream(rows).mapToObj(sites::get).toList());
    }

    /** Whether each sample is called right; of classes that are equally probable the first is called. */
    boolean[] right(double[][] p) {
        boolean[] right = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            right[i] = call(p[i]) == y[i];
        }
        return right;
    }

    private static int call(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            best = p[c] > p[best] ? c : best;
        }
        return best;
    }
}
