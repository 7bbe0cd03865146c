package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Folds inside a training side that hold out what the outer folds hold out: people, or whole sites where it is sites that
 * the model will not know. A temperature learned on new people of known sites is too sure of itself at a new site.
 */
final class InnerFolds {
    private InnerFolds() {}

    /**
     * @param groups per sample what is held out together; unions of subjects, or the subjects themselves
     * @return per sample the fold it is held out in, −1 where it never is
     */
    static int[] of(TrainingSet side, List<String> groups, int folds, long seed) {
        if (groups.equals(side.subjects())) {
            return SubjectFolds.of(side, folds, seed);
        }
        int[] bySize = bySize(groups, folds);
        return everyFoldIsTaughtEveryClass(side, bySize, folds) ? bySize : SubjectFolds.of(side, folds, seed);
    }

    /** The largest group first, each into the fold with the fewest samples so far. */
    private static int[] bySize(List<String> groups, int folds) {
        Map<String, Long> sizes = groups.stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        long[] filled = new long[folds];
        Map<String, Integer> foldOf = new HashMap<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(group -> {
                    int least = IntStream.range(0, folds)
                            .boxed()
                            .min(Comparator.comparingLong(f -> filled[f]))
                            .orElseThrow();
                    filled[least] += group.getValue();
                    foldOf.put(group.getKey(), least);
                });
        return groups.stream().mapToInt(foldOf::get).toArray();
    }

    /** With few sites one of them may be all there is of a class. */
    private static boolean everyFoldIsTaughtEveryClass(TrainingSet side, int[] foldOf, int folds) {
        long classes = Arrays.stream(side.y()).distinct().count();
        return IntStream.range(0, folds)
                .allMatch(f -> IntStream.range(0, foldOf.length)
                                .filter(i -> foldOf[i] != f)
                                .map(i -> side.y()[i])
                                .distinct()
                                .count()
                        == classes);
    }
}
