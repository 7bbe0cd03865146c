package org.expressway.trainer;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.trainer.choose.ChoiceSettings;
import org.expressway.trainer.choose.Evaluation;
import org.expressway.trainer.choose.ModelChoice;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.release.Decided;
import org.expressway.trainer.release.Incumbent;
import org.expressway.trainer.release.Releases;
import org.expressway.trainer.release.Requests;
import org.expressway.trainer.release.ShadowRule;
import org.expressway.trainer.snapshot.Snapshot;

/**
 * One training from the topics' present state to a decision about a model.
 *
 * <p>From its beginning it holds the one writer of the model's name: another trainer that begins ends this one's right to
 * announce. Nothing is announced before the last step, which is one transaction; whenever the process dies before it, the
 * champion serves on and the requests stand.
 */
final class TrainingRun {
    private final TrainerConfig config;
    private final Progress progress;
    private final Consumer<String> say;
    private final Clock clock;

    /** @param say hears of each step */
    TrainingRun(TrainerConfig config, Progress progress, Consumer<String> say, Clock clock) {
        this.config = config;
        this.progress = progress;
        this.say = say;
        this.clock = clock;
    }

    /** Trains, whatever has been trained before. */
    TrainingReport run() throws IOException {
        return run(true).orElseThrow();
    }

    /** The same, unless a model has learned from exactly these data in the way that is asked for. */
    Optional<TrainingReport> runOnNewData() throws IOException {
        return run(false);
    }

    private Optional<TrainingReport> run(boolean always) throws IOException {
        long start = System.nanoTime();
        Releases releases = new Releases(config.endpoints(), config.model(), config.gate(), config.annotation(), say);
        try (AtomicWriter writer = decisions()) {
            new ShadowRule(config.endpoints(), config.model(), config.gate())
                    .apply(writer, clock.instant())
                    .ifPresent(say);
            Requests.Answered requests = new Requests(config.endpoints(), config.model()).upToNow();
            Snapshot snapshot =
                    Snapshot.read(config.endpoints(), config.data(), clock, learnsWithoutLabels(releases), say);
            say.accept(
                    "%d labelled samples to learn from".formatted(snapshot.set().samples()));
            requireEnough(snapshot);
            boolean known = releases.board().all().stream().anyMatch(release -> wouldComeOutAgain(release, snapshot));
            if (known && !always) {
                return Optional.empty();
            }
            return Optional.of(train(snapshot, releases, requests, writer, start));
        }
    }

    private TrainingReport train(
            Snapshot snapshot, Releases releases, Requests.Answered requests, AtomicWriter writer, long start)
            throws IOException {
        Optional<Incumbent> incumbent = releases.incumbent(snapshot);
        Optional<Recipe> forced = config.forced();
        ChoiceSettings settings = ChoiceSettings.of(
                forced,
                incumbent.map(champion -> champion.release().getRecipe()),
                snapshot.reference().subjects(),
                incumbent.map(Incumbent::unseen).orElse(java.util.Set.of()),
                config.seed());
        Evaluation evaluation = ModelChoice.evaluate(snapshot.set(), settings, progress);
        Releases.Stored stored = releases.prepare(
                snapshot, evaluation, incumbent, forced.isPresent(), config.seed(), progress, clock.instant());
        Decided decided = announced(releases, stored, requests, writer);
        return new TrainingReport(snapshot, stored, decided, (System.nanoTime() - start) / 1e9);
    }

    private AtomicWriter decisions() {
        return AtomicWriter.ofDecisions(
                config.model(),
                config.endpoints().bootstrap(),
                config.endpoints().registry());
    }

    /** A person who decided meanwhile ended this run's right to announce; it may then still stand beside that decision. */
    private Decided announced(
            Releases releases, Releases.Stored stored, Requests.Answered requests, AtomicWriter writer) {
        try {
            return releases.announce(stored, requests, writer, clock.instant());
        } catch (ProducerFencedException e) {
            if (!releases.personDecidedSince(stored)) {
                throw e;
            }
            say.accept("somebody has decided about the champion meanwhile; that stands");
            try (AtomicWriter again = decisions()) {
                return releases.announce(stored, requests, again, clock.instant());
            }
        }
    }

    /** Whether the recipe asked for, or one in service that is taught again to be compared with, learns without labels. */
    private boolean learnsWithoutLabels(Releases releases) throws IOException {
        Stream<Recipe> inService = releases.board().all().stream()
                .filter(release -> release.getModel().equals(config.model()))
                .filter(release -> release.getAlias() == ReleaseAlias.CHAMPION)
                .map(ModelRelease::getRecipe)
                .filter(Recipes.names()::contains)
                .map(Recipes::named);
        return Stream.concat(config.forced().stream(), inService).anyMatch(Recipe::learnsWithoutLabels);
    }

    private boolean wouldComeOutAgain(ModelRelease release, Snapshot snapshot) {
        return release.getModel().equals(config.model())
                && release.getDataFingerprint().equals(snapshot.fingerprint())
                && release.getSeed() == config.seed()
                && config.recipe().map(release.getRecipe()::equals).orElse(true);
    }

    private void requireEnough(Snapshot snapshot) {
        int samples = snapshot.set().samples();
        if (samples < config.minSamples()) {
            throw new UnfitTrainingSet(
                    "%d labelled samples are settled (FINAL or LATE) on reference %s, of %d labels; at least %d are needed (--min-samples): publish more labels, or close the batches that are open"
                            .formatted(
                                    samples,
                                    snapshot.reference().referenceId(),
                                    snapshot.labels(),
                                    config.minSamples()));
        }
    }
}
