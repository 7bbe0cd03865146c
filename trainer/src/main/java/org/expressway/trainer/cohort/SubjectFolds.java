package org.expressway.trainer.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Deals the subjects of a set into folds for cross-validation, stratified as a split is.
 *
 * <p>The subjects of a stratum go round the folds in turn. A stratum of a single subject is never held out: a fold that
 * trains without it could only be wrong about it, and its loss would say nothing about the setting being tuned.
 */
public final class SubjectFolds {
    private SubjectFolds() {}

    /**
     * @return per sample the fold (0 to folds − 1) it is held out in, or −1 where it never is
     */
    public static int[] of(TrainingSet set, int folds, long seed) {
        Map<String, List<String>> strata = new TreeMap<>();
        set.stratumOfSubject()
                .forEach((subject, stratum) ->
                        strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(subject));
        Random random = new Random(seed);
        Map<String, Integer> foldOf = new HashMap<>();
        for (List<String> subjects : strata.values()) {
            Collections.shuffle(subjects, random);
            deal(subjects, folds, foldOf);
        }
        return set.subjects().stream().mapToInt(foldOf::get).toArray();
    }

    private static void deal(List<String> subjects, int folds, Map<String, Integer> foldOf) {
        for (int i = 0; i < subjects.size(); i++) {
            foldOf.put(subjects.get(i), subjects.size() == 1 ? -1 : i % folds);
        }
    }
}
