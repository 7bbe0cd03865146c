package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPartsTest {
    private static final JobSettings COUNTING = JobSettings.streaming("counting", Duration.ofMillis(100));

    @Test
    void allThreePartsFindTheirDataAgain(@TempDir Path dir) throws Exception {
        String id;
        try (Parts parts = Parts.start(dir)) {
            parts.records().create("words.said.v1");
            parts.records().send("words.said.v1", "kept");
            id = parts.subjects().register("words-value", "word");
            parts.count(3);
        }
        try (Parts parts = Parts.start(dir)) {
            assertThat(parts.records().all("words.said.v1")).containsExactly("kept");
            assertThat(parts.subjects().register("words-value", "word")).isEqualTo(id);
            parts.count(1);
            assertThat(CountingJob.FIRST.get()).isGreaterThan(1);
        }
    }

    private record Parts(DataDirectory data, LocalBroker broker, LocalRegistry registry, LocalFlink flink)
            implements AutoCloseable {

        static Parts start(Path dir) {
            DataDirectory data = DataDirectory.open(dir);
            return new Parts(
                    data,
                    LocalBroker.start(data.kafka()),
                    LocalRegistry.start(data.registry(), data.logs()),
                    LocalFlink.start(data.flink()));
        }

        Records records() {
            return new Records(broker.bootstrapServers());
        }

        Subjects subjects() {
            return new Subjects(registry.url());
        }

        void count(int checkpoints) {
            var environment = StreamExecutionEnvironment.getExecutionEnvironment(flink.configuration(COUNTING));
            CountingJob.build(environment, Long.MAX_VALUE);
            RunningJob job = flink.submit(COUNTING, environment);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> job.health().completedCheckpoints() >= checkpoints && CountingJob.LAST.get() > 0);
        }

        @Override
        public void close() {
            flink.close();
            registry.close();
            broker.close();
            data.close();
        }
    }
}
