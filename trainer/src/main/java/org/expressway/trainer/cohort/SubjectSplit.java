package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Splits a training set by subject, stratified by class, the same way for the same seed.
 *
 * <p>For each class its subjects, sorted and then shuffled, are dealt out: first the test's share, then validation's,
 * and the training side keeps the rest and never less than one. Subjects of the reference (see SCIENCE: leakage) stand
 * on the training side wherever the others hold the wanted number of every class; otherwise all may be drawn and
 * {@link Split#referenceSubjectsInTest} says whether that happened. {@link Random}, whose algorithm is part of the
 * Java specification, keeps a split the same on every machine and release.
 */
public final class SubjectSplit {
    private enum Side {
        TRAIN,
        VALIDATION,
        TEST
    }

    private final TrainingSet set;
    private final List<List<String>> subjectsOfClass;
    private final Map<String, Side> sideOf = new HashMap<>();

    private SubjectSplit(TrainingSet set, long seed) {
        this.set = set;
        this.subjectsOfClass = shuffledByClass(set, seed);
    }

    /**
     * @param reference subjects that are kept out of test and validation where that is possible
     * @throws UnfitTrainingSet for fewer than two classes, a class of fewer than two subjects, or no subject to validate on
     */
    public static Split of(TrainingSet set, SplitShares shares, Set<String> reference, long seed) {
        SubjectSplit split = new SubjectSplit(set, seed);
        split.requireEnough();
        split.draw(Side.TEST, split.wanted(shares.test(), 2), reference);
        split.draw(Side.VALIDATION, split.wanted(shares.validation(), 3), reference);
        return split.result(reference);
    }

    private static List<List<String>> shuffledByClass(TrainingSet set, long seed) {
        List<List<String>> byClass = new ArrayList<>();
        set.classes().forEach(c -> byClass.add(new ArrayList<>()));
        set.classOfSubject().forEach((subject, c) -> byClass.get(c).add(subject));
        Random random = new Random(seed);
        byClass.forEach(subjects -> Collections.shuffle(subjects, random));
        return byClass;
    }

    private void requireEnough() {
        if (set.classes().size() < 2) {
            throw new UnfitTrainingSet("%d labelled samples of %s: at least two subtypes are needed; publish labels of a second one"
                    .formatted(set.samples(), set.classes()));
        }
        for (int c = 0; c < subjectsOfClass.size(); c++) {
            requireTwoSubjects(set.classes().get(c), subjectsOfClass.get(c).size());
        }
        if (subjectsOfClass.stream().allMatch(subjects -> subjects.size() < 3)) {
            throw new UnfitTrainingSet(
                    "no subtype has three subjects, so none can be held for validation; label samples of more subjects");
        }
    }

    private static void requireTwoSubjects(String label, int subjects) {
        if (subjects < 2) {
            throw new UnfitTrainingSet(
                    "subtype %s has %d subject: one to learn from and one to be tested on are needed; label more of them or leave the subtype out"
                            .formatted(label, subjects));
        }
    }

    /** Per class the number to draw: the rounded share, at least one where the class has {@code atLeast} subjects, and one is always left. */
    private int[] wanted(double share, int atLeast) {
        return subjectsOfClass.stream()
                .mapToInt(List::size)
                .map(n -> n < atLeast ? 0 : Math.max(1, (int) Math.round(share * n)))
                .toArray();
    }

    private void draw(Side side, int[] wanted, Set<String> reference) {
        Predicate<String> outsiders = subject -> !reference.contains(subject);
        boolean outsidersSuffice =
                IntStream.range(0, wanted.length).allMatch(c -> free(c, outsiders).size() >= wanted[c]);
        for (int c = 0; c < wanted.length; c++) {
            free(c, outsidersSuffice ? outsiders : subject -> true).stream()
                    .limit(wanted[c])
                    .forEach(subject -> sideOf.put(subject, side));
        }
    }

    private List<String> free(int c, Predicate<String> eligible) {
        return subjectsOfClass.get(c).stream()
                .filter(eligible)
                .filter(subject -> !sideOf.containsKey(subject))
                .toList();
    }

    private Split result(Set<String> reference) {
        boolean referenceInTest = sideOf.entrySet().stream()
                .anyMatch(e -> e.getValue() == Side.TEST && reference.contains(e.getKey()));
        return new Split(samplesOf(Side.TRAIN), samplesOf(Side.VALIDATION), samplesOf(Side.TEST), referenceInTest);
    }

    private int[] samplesOf(Side side) {
        return IntStream.range(0, set.samples())
                .filter(i -> sideOf.getOrDefault(set.subjects().get(i), Side.TRAIN) == side)
                .toArray();
    }
}
