package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Labelled samples as a laboratory or a snapshot has them, and how they are brought to the scale a model reads.
 *
 * @param set values in their unit
 * @param unit log2 values are taken as they are; counts are normalised by median of ratios against the training side of each
 *     fold, whose samples freeze the reference; TPM, CPM and FPKM become log2(x + 1), each sample on its own
 * @param sites one a sample, or none at all
 * @param sides one a sample, what the sheet says of the split, or none at all
 */
public record LabelledCohort(TrainingSet set, ValueUnit unit, List<String> sites, List<String> sides) {
    public static LabelledCohort of(LabelledSamples samples) {
        return new LabelledCohort(
                TrainingSet.of(samples.values(), samples.labels(), samples.subjects(), samples.samples()),
                samples.unit(),
                samples.sites(),
                samples.sides());
    }

    /** Whether a part of the preparation is learned from samples, and so again for every fold. */
    boolean learnsScale() {
        return unit == ValueUnit.COUNTS;
    }

    /** What is done to the values, as a sentence. */
    public String preparation() {
        return switch (unit) {
            case LOG2 ->
                "log2 values as they are in the file; genes are standardised on the training side of each fold";
            case COUNTS ->
                "counts, normalised by median of ratios against the training side of each fold; genes are standardised there too";
            case TPM, CPM, FPKM -> unit + ", as log2(x + 1); genes are standardised on the training side of each fold";
        };
    }

    /** All samples on the scale that these training samples define; labels play no part. */
    TrainingSet on(int[] train) {
        if (unit == ValueUnit.LOG2) {
            return set;
        }
        int[] byKey = IntStream.of(train)
                .boxed()
                .sorted(Comparator.comparing(set.keys()::get))
                .mapToInt(Integer::intValue)
                .toArray();
        Normalizer normalizer = NormalizationSettings.of(NormalizationMethod.defaultFor(unit))
                .learn(unit, Arrays.stream(byKey).mapToObj(set.keys()::get).toList(), List.of(set.rows(byKey)));
        float[][] x = new float[set.samples()][];
        for (int i = 0; i < x.length; i++) {
            x[i] = normalised(normalizer, set.x()[i]);
        }
        return new TrainingSet(x, set.y(), set.classes(), set.subjects(), set.keys());
    }

    private static float[] normalised(Normalizer normalizer, float[] raw) {
        double[] values = new double[raw.length];
        normalizer.normalize(raw, normalizer.logSizeFactor(raw), values);
        float[] narrow = new float[values.length];
        for (int g = 0; g < narrow.length; g++) {
            narrow[g] = (float) values[g];
        }
        return narrow;
    }
}
