package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.expressway.infra.local.PlatformFile;

/** The packaged scorer as a process that can be killed. */
final class ScorerProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ScorerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it; returns at once. It explains nothing by itself, so that thousands of samples take seconds. */
    static ScorerProcess start(PlatformFile platform, Path state, Path log) throws IOException {
        ProcessBuilder scorer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        Project.commandJar().toString(),
                        "org.expressway.scorer.ScorerMain")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        scorer.environment()
                .putAll(Map.of(
                        "EXPRESSWAY_BOOTSTRAP", platform.bootstrap(),
                        "EXPRESSWAY_REGISTRY", platform.registry(),
                        "EXPRESSWAY_ARTIFACTS", platform.artifacts(),
                        "EXPRESSWAY_STATE", state.toString(),
                        "EXPRESSWAY_EXPLAIN", "on-request"));
        return new ScorerProcess(scorer.start(), log);
    }

    /** Kill -9 of one that still runs. */
    void kill() throws IOException, InterruptedException {
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
