package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small simulated cohorts. */
final class Cohorts {
    private Cohorts() {}

    /** Counts of two classes; some zero, some missing, but every third gene positive in every sample. */
    static List<ReferenceSample> counts(int samples, int genes) {
        SplittableRandom random = new SplittableRandom(11);
        List<ReferenceSample> cohort = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            float[] values = new float[genes];
            for (int g = 0; g < genes; g++) {
                int count = random.nextInt(100);
                values[g] = g % 3 == 0 ? count + 1 : count < 5 ? Float.NaN : count % 4 == 0 ? 0 : count;
            }
            cohort.add(new ReferenceSample("A/" + i, "p" + i / 2, values, i % 2 == 0 ? "luminal" : "basal"));
        }
        return cohort;
    }
}
