package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.Unlabelled;

/**
 * Labelled samples as a laboratory or a snapshot has them, and how they are brought to the scale a model reads.
 *
 * @param set values in their unit
 * @param unit log2 values are taken as they are; counts are normalised by median of ratios against the training side of each
 *     fold, whose samples freeze the reference; TPM, CPM and FPKM become log2(x + 1), each sample on its own
 * @param sites one a sample, or none at all
 * @param sides one a sample, what the sheet says of the split, or none at all
 * @param sitesWithoutLabel one a sample of {@code set.unlabelled()}, or none at all
 */
public record LabelledCohort(
        TrainingSet set, ValueUnit unit, List<String> sites, List<String> sides, List<String> sitesWithoutLabel) {
    public static LabelledCohort of(LabelledSamples samples) {
        LabelledSamples.Others others = samples.others();
        return new LabelledCohort(
                TrainingSet.of(samples.values(), samples.labels(), samples.subjects(), samples.samples())
                        .withGeneIds(samples.genes())
                        .withUnlabelled(new Unlabelled(others.values(), others.subjects())),
                samples.unit(),
                samples.sites(),
                samples.sides(),
                others.sites());
    }

    /** Where every sample has a label. */
    public LabelledCohort(TrainingSet set, ValueUnit unit, List<String> sites, List<String> sides) {
        this(set, unit, sites, sides, List.of());
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

    /**
     * All samples on the scale that these training samples define; labels play no part. Samples without a label stay beside
     * them, but for those of a site that the training side has not seen.
     */
    TrainingSet on(int[] train) {
        TrainingSet seen = set.withUnlabelled(ofSitesOf(train));
        if (unit == ValueUnit.LOG2) {
            return seen;
        }
        Normalizer normalizer = normalizer(train);
        Unlabelled others = new Unlabelled(
                normalised(normalizer, seen.unlabelled().x()), seen.unlabelled().subjects());
        return new TrainingSet(
                normalised(normalizer, set.x()),
                set.y(),
                set.classes(),
                set.subjects(),
                set.keys(),
                set.geneIds(),
                others);
    }

    private Unlabelled ofSitesOf(int[] train) {
        Unlabelled all = set.unlabelled();
        if (sitesWithoutLabel.isEmpty()) {
            return all;
        }
        Set<String> seen = IntStream.of(train).mapToObj(sites::get).collect(Collectors.toSet());
        int[] kept = IntStream.range(0, all.x().size())
                .filter(i -> seen.contains(sitesWithoutLabel.get(i)))
                .toArray();
        return all.only(kept);
    }

    private Normalizer normalizer(int[] train) {
        int[] byKey = IntStream.of(train)
                .boxed()
                .sorted(Comparator.comparing(set.keys()::get))
                .mapToInt(Integer::intValue)
                .toArray();
        return NormalizationSettings.of(NormalizationMethod.defaultFor(unit))
                .learn(unit, Arrays.stream(byKey).mapToObj(set.keys()::get).toList(), set.rows(byKey));
    }

    private static Profiles normalised(Normalizer normalizer, Profiles rows) {
        return Profiles.of(rows.stream().map(row -> normalised(normalizer, row)).toArray(float[][]::new));
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
