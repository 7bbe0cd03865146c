package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LocalFlinkTest {
    private static final JobSettings COUNTING = JobSettings.streaming("counting", Duration.ofMillis(100));

    @ParameterizedTest
    @EnumSource
    void aJobResumesAtItsNewestCheckpoint(JobSettings.State state, @TempDir Path dir) {
        JobSettings settings = COUNTING.withState(state);
        long seen;
        try (LocalFlink flink = LocalFlink.start(dir)) {
            awaitCheckpoints(submit(flink, settings, Long.MAX_VALUE), 3);
            seen = CountingJob.LAST.get();
        }
        try (LocalFlink flink = LocalFlink.start(dir)) {
            RunningJob job = submit(flink, settings, Long.MAX_VALUE);
            awaitCheckpoints(job, 2);
            assertThat(CountingJob.FIRST.get()).isGreaterThan(1).isLessThanOrEqualTo(seen + 1_000);
            Awaitility.await().until(() -> CountingJob.COUNT.get() == CountingJob.LAST.get());
            assertThat(job.health().newestCheckpoint().orElseThrow().number()).isGreaterThan(3);
        }
    }

    @Test
    void aJobThatBeginsAnewForgetsItsCheckpoints(@TempDir Path dir) {
        try (LocalFlink flink = LocalFlink.start(dir)) {
            RunningJob job = submit(flink, COUNTING, Long.MAX_VALUE);
            awaitCheckpoints(job, 2);
            job.cancel();
            assertThat(CheckpointStore.newest(flink.checkpoints("counting"))).isPresent();
            awaitCheckpoints(submit(flink, COUNTING.withBegin(JobSettings.Begin.ANEW), Long.MAX_VALUE), 1);
            assertThat(CountingJob.FIRST.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheRunThatIsResumedIsKeptAndIsEnough(JobSettings.State state, @TempDir Path dir) throws Exception {
        try (LocalFlink flink = LocalFlink.start(dir)) {
            for (int run = 0; run < 4; run++) {
                RunningJob job = submit(flink, COUNTING.withState(state), Long.MAX_VALUE);
                awaitCheckpoints(job, 2);
                job.cancel();
                assertThat(CountingJob.COUNT.get()).as("run %d", run).isEqualTo(CountingJob.LAST.get());
            }
            try (var runs = Files.list(flink.checkpoints("counting"))) {
                assertThat(runs).hasSize(2);
            }
        }
    }

    @Test
    void aBoundedJobEndsAndTheRestApiKnowsIt(@TempDir Path dir) throws Exception {
        try (LocalFlink flink = LocalFlink.start(dir)) {
            RunningJob job = submit(flink, JobSettings.bounded("short"), 20);
            job.finished().get(30, java.util.concurrent.TimeUnit.SECONDS);
            assertThat(job.health().status()).isEqualTo(JobStatus.FINISHED);
            assertThat(CountingJob.COUNT.get()).isEqualTo(20);
            HttpRequest jobs = HttpRequest.newBuilder(URI.create(flink.restUrl() + "/jobs/" + job.id()))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(jobs, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("FINISHED");
        }
    }

    @Test
    void aFailedJobSaysWhy(@TempDir Path dir) {
        JobSettings settings = JobSettings.bounded("failing");
        try (LocalFlink flink = LocalFlink.start(dir)) {
            var environment = StreamExecutionEnvironment.getExecutionEnvironment(flink.configuration(settings));
            environment.fromSequence(1, 3).map(n -> 1 / (n - 2)).print();
            RunningJob job = flink.submit(settings, environment);
            assertThatThrownBy(() -> job.finished().join()).hasMessageContaining("/ by zero");
            assertThat(job.health().failure().orElseThrow()).contains("/ by zero");
        }
    }

    @Test
    void aJobWiderThanTheClusterIsRefused(@TempDir Path dir) {
        try (LocalFlink flink = LocalFlink.start(dir, 1)) {
            assertThatThrownBy(() -> submit(flink, JobSettings.bounded("wide").withParallelism(2), 1))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("parallelism 2");
        }
    }

    private static RunningJob submit(LocalFlink flink, JobSettings settings, long to) {
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(flink.configuration(settings));
        CountingJob.build(environment, to);
        return flink.submit(settings, environment);
    }

    private static void awaitCheckpoints(RunningJob job, long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> job.health().completedCheckpoints() >= count && CountingJob.LAST.get() > 0);
    }
}
