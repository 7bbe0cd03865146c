package org.expressway.trainer;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.release.Requests;

/**
 * Trains at once and then again as the schedule says or somebody asks, until stopped. What comes while a training is under
 * way is answered by the next one, however much it is. Data that cannot teach a model yet are waited for;
 * a fault of the infrastructure ends the service, for whoever started it to start it again.
 */
final class TrainerService {
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** How long after an attempt on too little data the next is made, whatever the schedule. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final TrainingRun run;
    private final TopicReader<Label> labels;
    private final Requests requests;
    private final RetrainingSchedule schedule;
    private final Clock clock;
    private final PrintStream log;
    private final CountDownLatch stopped = new CountDownLatch(1);

    TrainerService(TrainerConfig config, TrainingRun run, Clock clock, PrintStream log) {
        this.run = run;
        this.labels = config.endpoints().reader(Topics.LABEL);
        this.requests = new Requests(config.endpoints(), config.model());
        this.schedule = new RetrainingSchedule(config.every(), config.afterLabels());
        this.clock = clock;
        this.log = log;
    }

    /** Returns once {@link #stop} was called and no training is under way. */
    void serve(Consumer<TrainingReport> released) throws IOException, InterruptedException {
        boolean goOn = true;
        while (goOn) {
            Instant began = clock.instant();
            long seen = labels.written();
            boolean taught = attempt(released);
            goOn = awaitNext(began, seen, taught);
        }
    }

    void stop() {
        stopped.countDown();
    }

    private boolean attempt(Consumer<TrainingReport> released) throws IOException {
        try {
            (requests.pending() ? Optional.of(run.run()) : run.runOnNewData())
                    .ifPresentOrElse(released, () -> log.println("nothing new since the last model was trained"));
            return true;
        } catch (UnfitTrainingSet e) {
            log.println("waiting: " + e.getMessage());
            return false;
        }
    }

    /** Waits until the next training is due; false when the service was stopped. */
    private boolean awaitNext(Instant began, long seen, boolean taught) throws InterruptedException {
        while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            Duration since = Duration.between(began, clock.instant());
            boolean due = taught
                    ? requests.pending() || schedule.due(since, labels.written() - seen)
                    : since.compareTo(RETRY) >= 0 || schedule.due(since, labels.written() - seen);
            if (due) {
                return true;
            }
        }
        return false;
    }
}
