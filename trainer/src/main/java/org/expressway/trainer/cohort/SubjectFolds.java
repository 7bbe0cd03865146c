package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Deals the subjects of a set into folds for cross-validation, stratified by class.
 *
 * <p>The subjects of a class go round the folds in turn. A class with a single subject is never held out: a fold that
 * trains without it could only be wrong about it, and its loss would say nothing about the setting being tuned.
 */
public final class SubjectFolds {
    private SubjectFolds() {}

    /**
     * @param classOfSubject class index of each subject, sorted by subject
     * @param subjects per sample its subject
     * @return per sample the fold (0 to folds − 1) it is held out in, or −1 where it never is
     */
    public static int[] of(Map<String, Integer> classOfSubject, List<String> subjects, int folds, long seed) {
        Map<Integer, List<String>> byClass = new HashMap<>();
        classOfSubject.forEach(
                (subject, c) -> byClass.computeIfAbsent(c, k -> new ArrayList<>()).add(subject));
        Random random = new Random(seed);
        Map<String, Integer> foldOf = new HashMap<>();
        for (List<String> ofClass : byClass.values()) {
            Collections.shuffle(ofClass, random);
            deal(ofClass, folds, foldOf);
        }
        return subjects.stream().mapToInt(foldOf::get).toArray();
    }

    private static void deal(List<String> subjects, int folds, Map<String, Integer> foldOf) {
        for (int i = 0; i < subjects.size(); i++) {
            foldOf.put(subjects.get(i), subjects.size() == 1 ? -1 : i % folds);
        }
    }
}
