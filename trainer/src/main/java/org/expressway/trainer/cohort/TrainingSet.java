package org.expressway.trainer.cohort;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labelled samples in a fixed order.
 *
 * @param x samples × genes, corrected values (log2 on the reference's scale); NaN is a missing value
 * @param y per sample an index into {@code classes}
 * @param classes the subtypes, sorted
 * @param subjects per sample the person it was taken from
 * @param keys per sample {@code site/sampleId}
 * @param geneIds what the genes are called, in the order of the columns; empty where nobody said
 * @param unlabelled samples of the same panel that have no label
 */
public record TrainingSet(
        Profiles x,
        int[] y,
        List<String> classes,
        List<String> subjects,
        List<String> keys,
        List<String> geneIds,
        Unlabelled unlabelled) {
    /** @throws UnfitTrainingSet when lengths disagree or a class index has no class */
    public TrainingSet {
        classes = List.copyOf(classes);
        subjects = List.copyOf(subjects);
        keys = List.copyOf(keys);
        geneIds = List.copyOf(geneIds);
        if (!x.isEmpty() && !geneIds.isEmpty() && geneIds.size() != x.width()) {
            throw new UnfitTrainingSet(
                    "%d names for %d genes; each gene needs one".formatted(geneIds.size(), x.width()));
        }
        if (!x.isEmpty()) {
            unlabelled.requireGenes(x.width());
        }
        requireSameLength(x.size(), y.length, subjects.size(), keys.size());
        for (int i = 0; i < y.length; i++) {
            requireClass(keys.get(i), y[i], classes.size());
        }
    }

    /** Genes without names, and no sample without a label. */
    public TrainingSet(Profiles x, int[] y, List<String> classes, List<String> subjects, List<String> keys) {
        this(x, y, classes, subjects, keys, List.of(), Unlabelled.none());
    }

    /** The same of rows on the heap. */
    public TrainingSet(float[][] x, int[] y, List<String> classes, List<String> subjects, List<String> keys) {
        this(Profiles.of(x), y, classes, subjects, keys);
    }

    /** The same samples, their genes called so. */
    public TrainingSet withGeneIds(List<String> ids) {
        return new TrainingSet(x, y, classes, subjects, keys, ids, unlabelled);
    }

    /** The same samples beside others that have no label. */
    public TrainingSet withUnlabelled(Unlabelled others) {
        return new TrainingSet(x, y, classes, subjects, keys, geneIds, others);
    }

    /** Builds the set from labels as text; classes are sorted by name, so that the same labels give the same indices. */
    public static TrainingSet of(Profiles x, List<String> labels, List<String> subjects, List<String> keys) {
        List<String> classes = labels.stream().distinct().sorted().toList();
        int[] y = labels.stream().mapToInt(classes::indexOf).toArray();
        return new TrainingSet(x, y, classes, subjects, keys);
    }

    /** The same of rows on the heap. */
    public static TrainingSet of(float[][] x, List<String> labels, List<String> subjects, List<String> keys) {
        return of(Profiles.of(x), labels, subjects, keys);
    }

    public int samples() {
        return x.size();
    }

    public int genes() {
        return x.width();
    }

    /** The values of these samples, shared with this set. */
    public Profiles rows(int[] samples) {
        return x.only(samples);
    }

    /** The class indices of these samples. */
    public int[] labels(int[] samples) {
        int[] labels = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            labels[i] = y[samples[i]];
        }
        return labels;
    }

    /** These samples alone, with the same classes and genes. Unlabelled samples of a person left out are left out as well. */
    public TrainingSet subset(int[] samples) {
        return new TrainingSet(
                rows(samples),
                labels(samples),
                classes,
                Arrays.stream(samples).mapToObj(subjects::get).toList(),
                Arrays.stream(samples).mapToObj(keys::get).toList(),
                geneIds,
                unlabelled.without(subjectsBut(samples)));
    }

    private Set<String> subjectsBut(int[] samples) {
        Set<String> others = new TreeSet<>(subjects);
        IntStream.of(samples).mapToObj(subjects::get).forEach(others::remove);
        return others;
    }

    /**
     * What each subject is stratified by, sorted by subject: the class most of its samples have, or, where several have
     * as many (tumour and normal tissue of one patient), all of those, such as {@code normal + tumour}.
     */
    public Map<String, String> stratumOfSubject() {
        Map<String, int[]> votes = new TreeMap<>();
        for (int i = 0; i < y.length; i++) {
            votes.computeIfAbsent(subjects.get(i), s -> new int[classes.size()])[y[i]]++;
        }
        Map<String, String> strata = new TreeMap<>();
        votes.forEach((subject, counts) -> strata.put(subject, mostFrequent(counts)));
        return strata;
    }

    /** Distinct subjects that gave a sample of this class. */
    Set<String> subjectsOfClass(int c) {
        return IntStream.range(0, y.length)
                .filter(i -> y[i] == c)
                .mapToObj(subjects::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String mostFrequent(int[] counts) {
        int most = Arrays.stream(counts).max().orElseThrow();
        return IntStream.range(0, counts.length)
                .filter(c -> counts[c] == most)
                .mapToObj(classes::get)
                .collect(Collectors.joining(" + "));
    }

    private static void requireSameLength(int rows, int labels, int subjects, int keys) {
        if (rows != labels || rows != subjects || rows != keys) {
            throw new UnfitTrainingSet(
                    "%d rows of values, %d labels, %d subjects and %d keys: each sample needs one of each"
                            .formatted(rows, labels, subjects, keys));
        }
    }

    private static void requireClass(String key, int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new UnfitTrainingSet(
                    "sample %s has class index %d, expected 0 to %d".formatted(key, label, classes - 1));
        }
    }
}
