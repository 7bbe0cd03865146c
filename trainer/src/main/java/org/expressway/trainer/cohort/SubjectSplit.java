package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Splits a training set by subject, stratified by class, the same way for the same seed.
 *
 * <p>In each stratum (see {@link TrainingSet#stratumOfSubject}) the subjects, sorted and then shuffled, are dealt out:
 * first the test's share, then validation's; the training side keeps the rest and never less than one. Subjects of the
 * reference (see SCIENCE: leakage) stand on the training side wherever the others hold the wanted number of every
 * stratum; otherwise all may be drawn, and {@link Split#referenceSubjectsInTest} says whether that happened. Last, a class
 * that only ever comes second in its subjects, and was drawn away whole, gets one of them back to learn from.
 * {@link Random}, whose algorithm is part of the Java specification, keeps a split the same on every machine and release.
 */
public final class SubjectSplit {
    private enum Side {
        TRAIN,
        VALIDATION,
        TEST
    }

    private final TrainingSet set;
    private final List<List<String>> strata;
    private final Map<String, Side> sideOf = new HashMap<>();

    private SubjectSplit(TrainingSet set, long seed) {
        this.set = set;
        this.strata = shuffledStrata(set, seed);
    }

    /**
     * @param reference subjects that are kept out of test and validation where that is possible
     * @throws UnfitTrainingSet for fewer than two classes, a class of fewer than two subjects, or no subject to validate on
     */
    public static Split of(TrainingSet set, SplitShares shares, Set<String> reference, long seed) {
        return of(set, shares, reference, Set.of(), seed);
    }

    /** The same, drawing the test first among {@code locked}: subjects that the model in service has not seen. */
    public static Split of(TrainingSet set, SplitShares shares, Set<String> reference, Set<String> locked, long seed) {
        requireTeachable(set);
        SubjectSplit split = new SubjectSplit(set, seed);
        split.draw(Side.TEST, split.wanted(shares.test(), 2), reference, locked);
        split.draw(Side.VALIDATION, split.wanted(shares.validation(), 3), reference, Set.of());
        split.leaveEveryClassToLearnFrom();
        return split.result(reference);
    }

    private static List<List<String>> shuffledStrata(TrainingSet set, long seed) {
        Map<String, List<String>> strata = new TreeMap<>();
        set.stratumOfSubject()
                .forEach((subject, stratum) ->
                        strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(subject));
        Random random = new Random(seed);
        strata.values().forEach(subjects -> Collections.shuffle(subjects, random));
        return List.copyOf(strata.values());
    }

    private static void requireTeachable(TrainingSet set) {
        if (set.classes().size() < 2) {
            throw new UnfitTrainingSet(
                    "%d labelled samples of %s: at least two subtypes are needed; publish labels of a second one"
                            .formatted(set.samples(), set.classes()));
        }
        for (int c = 0; c < set.classes().size(); c++) {
            int subjects = set.subjectsOfClass(c).size();
            if (subjects < 2) {
                throw new UnfitTrainingSet(
                        "subtype %s has %d subject: one to learn from and one to be tested on are needed; label more of them or leave the subtype out"
                                .formatted(set.classes().get(c), subjects));
            }
        }
    }

    /** Per stratum the number to draw: the rounded share, at least one where it has {@code atLeast} subjects. */
    private int[] wanted(double share, int atLeast) {
        return strata.stream()
                .mapToInt(List::size)
                .map(n -> n < atLeast ? 0 : Math.max(1, (int) Math.round(share * n)))
                .toArray();
    }

    private void draw(Side side, int[] wanted, Set<String> reference, Set<String> first) {
        Predicate<String> outsiders = subject -> !reference.contains(subject);
        boolean outsidersSuffice = IntStream.range(0, wanted.length)
                .allMatch(s -> free(s, outsiders).size() >= wanted[s]);
        for (int s = 0; s < wanted.length; s++) {
            free(s, outsidersSuffice ? outsiders : subject -> true).stream()
                    .sorted(Comparator.comparing(subject -> !first.contains(subject)))
                    .limit(wanted[s])
                    .forEach(subject -> sideOf.put(subject, side));
        }
    }

    private List<String> free(int stratum, Predicate<String> eligible) {
        return strata.get(stratum).stream()
                .filter(eligible)
                .filter(subject -> !sideOf.containsKey(subject))
                .toList();
    }

    private void leaveEveryClassToLearnFrom() {
        for (int c = 0; c < set.classes().size(); c++) {
            Set<String> subjects = set.subjectsOfClass(c);
            if (sideOf.keySet().containsAll(subjects)) {
                sideOf.remove(subjects.iterator().next());
            }
        }
    }

    private Split result(Set<String> reference) {
        boolean referenceInTest =
                sideOf.entrySet().stream().anyMatch(e -> e.getValue() == Side.TEST && reference.contains(e.getKey()));
        int[] validation = samplesOf(Side.VALIDATION);
        int[] test = samplesOf(Side.TEST);
        if (validation.length == 0 || test.length == 0) {
            throw new UnfitTrainingSet(
                    "%d subjects are too few to hold some out for validation and some for the test; at least one subtype needs three"
                            .formatted(set.stratumOfSubject().size()));
        }
        return new Split(samplesOf(Side.TRAIN), validation, test, referenceInTest);
    }

    private int[] samplesOf(Side side) {
        return IntStream.range(0, set.samples())
                .filter(i -> sideOf.getOrDefault(set.subjects().get(i), Side.TRAIN) == side)
                .toArray();
    }
}
