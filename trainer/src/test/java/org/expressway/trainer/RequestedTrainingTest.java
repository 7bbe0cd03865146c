package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.platform.PublishedCohort;
import org.expressway.trainer.platform.TestPlatform;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.release.Releases;
import org.expressway.trainer.release.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose schedule never comes due trains because somebody asks, such as a drift chart, and only then. */
class RequestedTrainingTest {
    private static final TrainingSet SET = SimulatedSamples.of(90, 40, 3, 1.5, 8);
    private static final long MORE_LABELS_THAN_COME = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void twoTriggersMakeOneTrainingAndTheChampionServesOn() throws Exception {
        try (TestPlatform platform = new TestPlatform(folder)) {
            PublishedCohort cohort = new PublishedCohort(platform, SET, 30);
            cohort.publish(SET, 0, SET.samples());
            TrainerConfig config = TrainerConfigTest.config(platform.options(), MORE_LABELS_THAN_COME);
            LinkedBlockingQueue<TrainingReport> reports = new LinkedBlockingQueue<>();
            Service service = new Service(config, reports);
            assertThat(reports.poll(60, TimeUnit.SECONDS))
                    .as("it begins with a training")
                    .isNotNull();
            ModelRelease champion = champion(platform, cohort);

            cohort.request("drift");
            cohort.request("ada");
            assertThat(reports.poll(60, TimeUnit.SECONDS)).as("asked for").isNotNull();
            Requests requests = new Requests(config.endpoints(), config.model());
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !requests.pending());
            assertThat(reports.poll(6, TimeUnit.SECONDS)).as("once for both").isNull();
            assertThat(champion(platform, cohort).getBundleSha256())
                    .as("the same data teach the same model, which is in service already")
                    .isEqualTo(champion.getBundleSha256());
            service.end();
        }
    }

    private static ModelRelease champion(TestPlatform platform, PublishedCohort cohort) {
        return new Releases(platform.endpoints(), "subtype", Protocol.standard(), line -> {})
                .champion(cohort.referenceId())
                .orElseThrow();
    }

    /** The trainer's loop in a thread of its own. */
    private static final class Service {
        private final TrainerService service;
        private final Thread thread;

        Service(TrainerConfig config, LinkedBlockingQueue<TrainingReport> reports) {
            TrainingRun run = new TrainingRun(config, Progress.silent(), line -> {}, Clock.systemUTC());
            service = new TrainerService(config, run, Clock.systemUTC(), System.err);
            thread = new Thread(() -> serve(reports));
            thread.start();
        }

        private void serve(LinkedBlockingQueue<TrainingReport> reports) {
            try {
                service.serve(reports::add);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        void end() throws InterruptedException {
            service.stop();
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
