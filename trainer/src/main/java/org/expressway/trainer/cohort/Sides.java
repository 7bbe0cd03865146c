package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What all ways of holding out share: subjects by stratum, and the rule that no subject stands on two sides. */
public final class Sides {
    private static final int NAMED = 5;

    private Sides() {}

    static Fold fold(String name, TrainingSet set, IntPredicate heldOut) {
        IntStream all = IntStream.range(0, set.samples());
        int[] test = all.filter(heldOut).toArray();
        int[] train = IntStream.range(0, set.samples()).filter(heldOut.negate()).toArray();
        return checked(new Fold(name, train, test), set);
    }

    /** The rule everything rests on is looked at once more in what came out. */
    static Fold checked(Fold fold, TrainingSet set) {
        requireStrangers(set, fold.train(), fold.test(), "split " + fold.name());
        if (fold.train().length == 0 || fold.test().length == 0) {
            throw new UnfitTrainingSet("split %s has %d samples to learn from and %d held out; each side needs some"
                    .formatted(fold.name(), fold.train().length, fold.test().length));
        }
        return fold;
    }

    /** Refuses a subject that is learned from and held out. */
    public static void requireStrangers(TrainingSet set, int[] learned, int[] heldOut) {
        requireStrangers(set, learned, heldOut, "the held-out samples");
    }

    private static void requireStrangers(TrainingSet set, int[] learned, int[] heldOut, String what) {
        Set<String> both = subjects(set, learned);
        both.retainAll(subjects(set, heldOut));
        if (!both.isEmpty()) {
            throw new UnfitTrainingSet(
                    "%d subjects stand on both sides of %s, such as %s: a model would be tested on people it knows; put all samples of a subject on one side"
                            .formatted(
                                    both.size(),
                                    what,
                                    both.stream().limit(NAMED).toList()));
        }
    }

    /** Subjects by stratum (see {@link TrainingSet#stratumOfSubject}), each stratum shuffled by the seed. */
    public static List<List<String>> strata(TrainingSet set, long seed) {
        Map<String, List<String>> strata = new TreeMap<>();
        set.stratumOfSubject()
                .forEach((subject, stratum) ->
                        strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(subject));
        Random random = new Random(seed);
        strata.values().forEach(subjects -> Collections.shuffle(subjects, random));
        return List.copyOf(strata.values());
    }

    static void requireTwoSubjectsAClass(TrainingSet set) {
        if (set.classes().size() < 2) {
            throw new UnfitTrainingSet("%d labelled samples of %s: at least two classes are needed"
                    .formatted(set.samples(), set.classes()));
        }
        for (int c = 0; c < set.classes().size(); c++) {
            int subjects = set.subjectsOfClass(c).size();
            if (subjects < 2) {
                throw new UnfitTrainingSet(
                        "class %s has %d subject: one to learn from and one to be tested on are needed; label more of them, or empty their label"
                                .formatted(set.classes().get(c), subjects));
            }
        }
    }

    private static Set<String> subjects(TrainingSet set, int[] samples) {
        return IntStream.of(samples).mapToObj(set.subjects()::get).collect(Collectors.toCollection(TreeSet::new));
    }
}
