package org.expressway.trainer;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.choose.ChoiceSettings;
import org.expressway.trainer.choose.ModelChoice;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.release.Releases;
import org.expressway.trainer.snapshot.Snapshot;

/** One training from the topics' present state to a released model. */
final class TrainingRun {
    private final TrainerConfig config;
    private final Progress progress;
    private final Clock clock;

    TrainingRun(TrainerConfig config, Progress progress, Clock clock) {
        this.config = config;
        this.progress = progress;
        this.clock = clock;
    }

    /** Trains and releases, whatever has been released before. */
    TrainingReport run() throws IOException {
        long start = System.nanoTime();
        return train(Snapshot.read(config.endpoints()), start);
    }

    /** The same, unless the champion has learned from exactly these data in the way that is asked for. */
    Optional<TrainingReport> runOnNewData() throws IOException {
        long start = System.nanoTime();
        Snapshot snapshot = Snapshot.read(config.endpoints());
        boolean known = releases()
                .champion(snapshot.reference().referenceId())
                .filter(champion -> wouldComeOutAgain(champion, snapshot))
                .isPresent();
        return known ? Optional.empty() : Optional.of(train(snapshot, start));
    }

    private boolean wouldComeOutAgain(ModelRelease champion, Snapshot snapshot) {
        return champion.getDataFingerprint().equals(snapshot.fingerprint())
                && champion.getSeed() == config.seed()
                && config.recipe().map(champion.getRecipe()::equals).orElse(true);
    }

    private TrainingReport train(Snapshot snapshot, long start) throws IOException {
        requireEnough(snapshot);
        ChoiceSettings settings =
                ChoiceSettings.standard(config.recipe(), snapshot.reference().subjects(), config.seed());
        Choice choice = ModelChoice.of(snapshot.set(), settings, progress);
        ModelRelease release = releases().release(snapshot, choice, config.seed(), clock.instant());
        return new TrainingReport(snapshot, choice, release, (System.nanoTime() - start) / 1e9);
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

    private Releases releases() {
        return new Releases(config.endpoints(), config.model());
    }
}
