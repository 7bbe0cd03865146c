package org.expressway.trainer.cohort;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ways to hold out parts of a set. Each holds out whole subjects, and refuses what would not. */
public sealed interface FoldPlan {
    /**
     * The folds of a seed.
     *
     * @throws UnfitTrainingSet when a fold would have a subject on both sides, nothing to learn from or nothing held out
     */
    List<Fold> folds(TrainingSet set, long seed);

    /** Per sample what this plan holds out together, to be held out together inside a training side as well. */
    default List<String> groups(TrainingSet set) {
        return set.subjects();
    }

    /** Whether another seed gives other folds. */
    boolean random();

    /** How it is said in a report. */
    String text();

    /**
     * Every sample is held out once, in one of k folds: stratified by class, whole subjects. The strata are dealt out one after
     * the other, each beginning where the one before ended, so that folds differ by little.
     */
    record Stratified(int folds) implements FoldPlan {
        public Stratified {
            if (folds < 2) {
                throw new IllegalArgumentException(folds + " folds, expected 2 or more");
            }
        }

        @Override
        public List<Fold> folds(TrainingSet set, long seed) {
            Sides.requireTwoSubjectsAClass(set);
            Map<String, Integer> foldOf = new HashMap<>();
            for (List<String> subjects : Sides.strata(set, seed)) {
                subjects.forEach(subject -> foldOf.put(subject, foldOf.size() % folds));
            }
            int used = Math.min(folds, foldOf.size());
            return IntStream.range(0, used)
                    .mapToObj(f -> Sides.fold(
                            Integer.toString(f + 1),
                            set,
                            i -> foldOf.getOrDefault(set.subjects().get(i), -1) == f))
                    .toList();
        }

        @Override
        public boolean random() {
            return true;
        }

        @Override
        public String text() {
            return folds + "-fold, stratified, grouped by subject";
        }
    }

    /** A share of every stratum's subjects is held out, drawn anew for each seed. */
    record HeldOutShare(double share) implements FoldPlan {
        public HeldOutShare {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("a held-out share of " + share + ", expected between 0 and 1");
            }
        }

        @Override
        public List<Fold> folds(TrainingSet set, long seed) {
            Sides.requireTwoSubjectsAClass(set);
            Set<String> heldOut = new HashSet<>();
            for (List<String> subjects : Sides.strata(set, seed)) {
                int most = subjects.size() - 1;
                heldOut.addAll(subjects.subList(0, (int) Math.min(most, Math.round(share * subjects.size()))));
            }
            return List.of(
                    Sides.fold("test", set, i -> heldOut.contains(set.subjects().get(i))));
        }

        @Override
        public boolean random() {
            return true;
        }

        @Override
        public String text() {
            return "a share of " + share + " held out, stratified, grouped by subject";
        }
    }

    /**
     * Each site is held out once. A subject seen at several sites is left out of the training while one of them is held
     * out.
     *
     * @param sites one a sample
     */
    record LeaveOneSiteOut(List<String> sites) implements FoldPlan {
        @Override
        public List<Fold> folds(TrainingSet set, long seed) {
            List<String> distinct = sites.stream().distinct().sorted().toList();
            if (distinct.size() < 2) {
                throw new UnfitTrainingSet("all samples are of site " + distinct
                        + ": leaving one out leaves none; two or more sites are needed, or --folds");
            }
            return distinct.stream().map(site -> leftOut(set, site)).toList();
        }

        /** Sites; subjects where some were seen at several sites, for then sites cannot be parted. */
        @Override
        public List<String> groups(TrainingSet set) {
            Set<String> pairs = IntStream.range(0, set.samples())
                    .mapToObj(i -> set.subjects().get(i) + "\n" + sites.get(i))
                    .collect(Collectors.toSet());
            return pairs.size() == Set.copyOf(set.subjects()).size() ? sites : set.subjects();
        }

        private Fold leftOut(TrainingSet set, String site) {
            Set<String> seen = IntStream.range(0, set.samples())
                    .filter(i -> sites.get(i).equals(site))
                    .mapToObj(set.subjects()::get)
                    .collect(Collectors.toSet());
            int[] train = IntStream.range(0, set.samples())
                    .filter(i -> !seen.contains(set.subjects().get(i)))
                    .toArray();
            int[] test = IntStream.range(0, set.samples())
                    .filter(i -> sites.get(i).equals(site))
                    .toArray();
            return Sides.checked(new Fold(site, train, test), set);
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public String text() {
            return "leave one site out";
        }
    }

    /**
     * As a column says it: samples of {@code train} teach those of {@code test}; with other values each is held out once.
     *
     * @param sides one a sample
     */
    record AsGiven(List<String> sides) implements FoldPlan {
        private static final String TRAIN = "train";
        private static final String TEST = "test";

        @Override
        public List<Fold> folds(TrainingSet set, long seed) {
            Set<String> distinct = new TreeSet<>(sides);
            if (distinct.equals(Set.of(TRAIN, TEST))) {
                return List.of(heldOut(set, TEST));
            }
            if (distinct.size() < 2 || distinct.contains(TRAIN) || distinct.contains(TEST)) {
                throw new UnfitTrainingSet(
                        "the split column says " + distinct
                                + "; expected train and test, or two or more names of folds: correct the sheet, or name another column");
            }
            return distinct.stream().map(side -> heldOut(set, side)).toList();
        }

        private Fold heldOut(TrainingSet set, String side) {
            return Sides.fold(side, set, i -> sides.get(i).equals(side));
        }

        @Override
        public boolean random() {
            return false;
        }

        @Override
        public String text() {
            return "as the split column says";
        }
    }
}
