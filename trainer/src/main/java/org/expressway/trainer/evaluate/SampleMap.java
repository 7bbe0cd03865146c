package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Every sample on the first two principal axes of all of them: a picture of subtypes and sites, learned without labels.
 *
 * @param x along the first axis, one a sample
 * @param y along the second
 * @param classes per sample its class
 * @param sites per sample its site; empty without sites
 */
public record SampleMap(double[] x, double[] y, List<String> classes, List<String> sites) {
    static SampleMap of(LabelledCohort cohort, int[] reference) {
        TrainingSet set = cohort.on(reference);
        LatentSpace space = LatentSpace.of(set.x(), set.y(), set.classes().size());
        double[][] latent =
                set.x().stream().map(row -> space.place(row).latent()).toArray(double[][]::new);
        return new SampleMap(
                Arrays.stream(latent).mapToDouble(row -> row[0]).toArray(),
                Arrays.stream(latent)
                        .mapToDouble(row -> row.length > 1 ? row[1] : 0)
                        .toArray(),
                Arrays.stream(set.y()).mapToObj(set.classes()::get).toList(),
                cohort.sites());
    }
}
