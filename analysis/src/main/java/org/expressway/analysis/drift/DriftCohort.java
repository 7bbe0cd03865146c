package org.expressway.analysis.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.expressway.analysis.math.Shuffle;

/**
 * Samples to learn charts from.
 *
 * @param profiles one a sample
 * @param y the class each was confirmed to be of, an index
 * @param subjects one a sample
 */
public record DriftCohort(List<Profile> profiles, int[] y, List<String> subjects) {
    public DriftCohort {
        profiles = List.copyOf(profiles);
        subjects = List.copyOf(subjects);
        if (profiles.size() != y.length || profiles.size() != subjects.size()) {
            throw new IllegalArgumentException(
                    "%d profiles with %d labels and %d subjects".formatted(profiles.size(), y.length, subjects.size()));
        }
    }

    public int size() {
        return y.length;
    }

    /** What the model gave to the class that was confirmed, sorted. */
    double[] ownProbabilities() {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> profiles.get(i).probabilities()[y[i]])
                .sorted()
                .toArray();
    }

    /** How many subjects. */
    int people() {
        return (int) subjects.stream().distinct().count();
    }

    /** Parts of these shares, no subject in two of them. */
    public DriftCohort[] parted(double[] shares, long seed) {
        String[] sorted = new TreeSet<>(subjects).toArray(String[]::new);
        String[] order = IntStream.of(Shuffle.order(sorted.length, new SplittableRandom(seed)))
                .mapToObj(i -> sorted[i])
                .toArray(String[]::new);
        DriftCohort[] parts = new DriftCohort[shares.length];
        double start = 0;
        for (int p = 0; p < parts.length; p++) {
            double end = p == parts.length - 1 ? 1 : start + shares[p];
            int from = (int) Math.round(start * order.length);
            int to = (int) Math.round(end * order.length);
            parts[p] = ofSubjects(List.of(Arrays.copyOfRange(order, from, to))::contains);
            start = end;
        }
        return parts;
    }

    private DriftCohort ofSubjects(Predicate<String> wanted) {
        int[] kept = IntStream.range(0, y.length)
                .filter(i -> wanted.test(subjects.get(i)))
                .toArray();
        return new DriftCohort(
                IntStream.of(kept).mapToObj(profiles::get).toList(),
                IntStream.of(kept).map(i -> y[i]).toArray(),
                IntStream.of(kept).mapToObj(subjects::get).toList());
    }

    Profile[] array() {
        return profiles.toArray(Profile[]::new);
    }

    /** The places of each subject's samples. */
    int[][] bySubject() {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < y.length; i++) {
            places.computeIfAbsent(subjects.get(i), any -> new ArrayList<>()).add(i);
        }
        return places.values().stream()
                .map(some -> some.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
