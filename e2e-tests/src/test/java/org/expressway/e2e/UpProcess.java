package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.expressway.infra.local.PlatformException;
import org.expressway.infra.local.PlatformFile;

/** {@code expressway up} as a process that can be killed. */
final class UpProcess implements AutoCloseable {
    private final Path data;
    private final Path err;
    private final Process process;

    private UpProcess(Path data, Path err, Process process) {
        this.data = data;
        this.err = err;
        this.process = process;
    }

    /** Starts it on a data directory; returns at once. */
    static UpProcess start(Path data, String... options) throws IOException {
        Files.createDirectories(data);
        Path err = Files.createTempFile(data.getParent(), "up", ".err");
        List<String> jvm = List.of("-Xmx1500m", "-Dexpressway.log=" + data.resolveSibling("up.log"));
        String[] arguments = Stream.concat(Stream.of("up", "--data-dir", data.toString()), Stream.of(options))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(Command.line(jvm, arguments))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        return new UpProcess(data, err, process);
    }

    /** Waits until it is ready. */
    PlatformFile awaitUp() throws IOException {
        Patience.until("the platform to be up", () -> !process.isAlive() || isReady());
        assertThat(process.isAlive()).as("stderr: %s", err()).isTrue();
        return PlatformFile.read(data);
    }

    private boolean isReady() {
        try {
            return PlatformFile.read(data).pid() == process.pid();
        } catch (PlatformException notYet) {
            return false;
        }
    }

    /** Its children now: the schema registry. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return the exit code */
    int terminate() throws InterruptedException {
        process.destroy();
        return exit();
    }

    /** Waits for the end. @return the exit code */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
