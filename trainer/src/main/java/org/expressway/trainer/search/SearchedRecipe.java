package org.expressway.trainer.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.LogLoss;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.TrainedModel;
import org.expressway.trainer.settings.Settings;

/**
 * A recipe whose settings are searched for on the training side each time it is trained.
 *
 * <p>Of the training side a sixth of the subjects tell candidates when to stop; the rest are dealt into the inner folds.
 * Neither validation nor test is looked at before the best candidate is trained as any recipe is. Nobody's unlabelled
 * samples are learned from who is held out at that moment.
 *
 * @param build makes a recipe of settings
 * @param standard the settings as they stand
 * @param nanoTime the clock of the budget
 */
public record SearchedRecipe(
        Function<Settings, Recipe> build, Settings standard, SearchSpace space, LongSupplier nanoTime)
        implements Recipe {
    private static final int STOPPING_FOLDS = 6;

    public SearchedRecipe(Function<Settings, Recipe> build, Settings standard, SearchSpace space) {
        this(build, standard, space, System::nanoTime);
    }

    @Override
    public String name() {
        return build.apply(standard).name();
    }

    @Override
    public boolean stopsByValidation() {
        return build.apply(standard).stopsByValidation();
    }

    @Override
    public boolean learnsWithoutLabels() {
        return build.apply(standard).learnsWithoutLabels();
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        List<Map<String, Object>> candidates = space.candidates(seed);
        Trials trials = new Trials(set, split, seed, candidates, progress);
        Halving.Winner winner = space.journal()
                .map(folder -> {
                    try (Journal journal = Journal.open(folder, fingerprint(set, split, seed))) {
                        return trials.search(Optional.of(journal));
                    }
                })
                .orElseGet(() -> trials.search(Optional.empty()));
        TrainedModel model =
                build.apply(standard.with(candidates.get(winner.candidate()))).train(set, split, seed, progress);
        return new SearchedModel(model, found(model, candidates, winner));
    }

    private Map<String, String> found(TrainedModel model, List<Map<String, Object>> candidates, Halving.Winner winner) {
        Map<String, String> settings = new LinkedHashMap<>(model.settings());
        settings.put("search.candidates", Integer.toString(candidates.size()));
        settings.put("search.winner", Integer.toString(winner.candidate()));
        settings.put("search.folds", Integer.toString(winner.folds()));
        settings.put("search.logLoss", Double.toString(winner.logLoss()));
        return settings;
    }

    /** SHA-256 of all that a score depends on: settings, ranges, seed, and the training side's values, classes and subjects. */
    private String fingerprint(TrainingSet set, Split split, long seed) {
        MessageDigest digest = sha256();
        String words = "%s|%s|%s|%d|%d|%s|%s"
                .formatted(name(), standard, space.ranges(), space.folds(), seed, set.classes(), set.geneIds());
        digest.update(words.getBytes(StandardCharsets.UTF_8));
        for (float[] row : set.unlabelled().without(heldOut(set, split)).x()) {
            digest.update(bytes(row));
        }
        for (int i : split.train()) {
            digest.update((set.keys().get(i) + "|" + set.subjects().get(i) + "|" + set.y()[i])
                    .getBytes(StandardCharsets.UTF_8));
            digest.update(bytes(set.x().get(i)));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static ByteBuffer bytes(float[] row) {
        ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(row.length, Float.BYTES));
        values.asFloatBuffer().put(row);
        return values;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** One search at work. */
    private final class Trials {
        private final TrainingSet train;
        private final int[] stopping;
        private final int[] folded;
        private final int[] foldOf;
        private final List<Map<String, Object>> candidates;
        private final long seed;
        private final Progress progress;
        private final long began = nanoTime.getAsLong();
        private int done;
        private double least = Double.POSITIVE_INFINITY;

        Trials(TrainingSet set, Split split, long seed, List<Map<String, Object>> candidates, Progress progress) {
            TrainingSet side = set.subset(split.train());
            this.train = side.withUnlabelled(set.unlabelled().without(heldOut(set, split)));
            this.seed = seed;
            this.candidates = candidates;
            this.progress = progress;
            int[] stoppingFold = SubjectFolds.of(train, STOPPING_FOLDS, seed);
            this.stopping = stopsByValidation() ? where(stoppingFold, f -> f == 0) : new int[0];
            this.folded = stopsByValidation()
                    ? where(stoppingFold, f -> f != 0)
                    : IntStream.range(0, train.samples()).toArray();
            this.foldOf = SubjectFolds.of(train.subset(folded), space.folds(), seed + 1);
        }

        Halving.Winner search(Optional<Journal> journal) {
            requireFolds();
            return new Halving(
                            space.folds(),
                            space.reduction(),
                            (candidate, fold) -> score(candidate, fold, journal),
                            () -> seconds() > space.budget().toMillis() / 1e3)
                    .of(candidates.size());
        }

        private void requireFolds() {
            for (int f = 0; f < space.folds(); f++) {
                int fold = f;
                if (where(foldOf, g -> g == fold).length == 0) {
                    throw new UnfitTrainingSet(
                            "%d training samples are too few to search on %d inner folds of subjects; give search.folds fewer, or label more"
                                    .formatted(train.samples(), space.folds()));
                }
            }
        }

        private double score(int candidate, int fold, Optional<Journal> journal) {
            OptionalDouble known =
                    journal.map(read -> read.known(candidate, fold)).orElse(OptionalDouble.empty());
            if (known.isPresent()) {
                return known.getAsDouble();
            }
            double before = seconds();
            double logLoss = heldOutLoss(candidate, fold);
            journal.ifPresent(
                    open -> open.tried(candidate, fold, candidates.get(candidate), logLoss, seconds() - before));
            least = Math.min(least, logLoss);
            done++;
            progress.trial(name(), done, logLoss, least, seconds());
            return logLoss;
        }

        private double heldOutLoss(int candidate, int fold) {
            int[] learned = map(where(foldOf, f -> f != fold));
            int[] heldOut = map(where(foldOf, f -> f == fold));
            Recipe recipe = build.apply(standard.with(candidates.get(candidate)));
            TrainedModel model =
                    recipe.train(train, new Split(learned, stopping, heldOut, false), seed, Progress.silent());
            return LogLoss.mean(model.probabilities(train.rows(heldOut)), train.labels(heldOut));
        }

        private int[] map(int[] ofFolded) {
            return Arrays.stream(ofFolded).map(i -> folded[i]).toArray();
        }

        private double seconds() {
            return (nanoTime.getAsLong() - began) / 1e9;
        }
    }

    private static java.util.Set<String> heldOut(TrainingSet set, Split split) {
        return IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test()))
                .mapToObj(set.subjects()::get)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static int[] where(int[] values, java.util.function.IntPredicate wanted) {
        return IntStream.range(0, values.length)
                .filter(i -> wanted.test(values[i]))
                .toArray();
    }
}
