package org.expressway.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointStoreTest {
    @TempDir
    private Path dir;

    @Test
    void theHighestNumberIsTheNewestOverAllRuns() throws IOException {
        complete("run-b", 9);
        Path newest = complete("run-a", 10);
        assertThat(CheckpointStore.newest(dir)).contains(newest);
    }

    @Test
    void anInterruptedCheckpointIsPassedOver() throws IOException {
        Path newest = complete("run", 4);
        Files.createDirectories(dir.resolve("run/chk-6"));
        Path cut = complete("run", 5).resolve("_metadata");
        Files.write(cut, java.util.Arrays.copyOf(Files.readAllBytes(cut), 11));
        assertThat(CheckpointStore.newest(dir)).contains(newest);
    }

    @Test
    void thereIsNoneWhereNoJobHasRun() {
        assertThat(CheckpointStore.newest(dir.resolve("absent"))).isEmpty();
    }

    private Path complete(String run, long number) throws IOException {
        Path checkpoint = Files.createDirectories(dir.resolve(run).resolve("chk-" + number));
        try (var out = Files.newOutputStream(checkpoint.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(), List.of()), out);
        }
        return checkpoint;
    }
}
