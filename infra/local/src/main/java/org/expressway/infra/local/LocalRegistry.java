package org.expressway.infra.local;

import static org.expressway.infra.local.LoopbackPorts.HOST;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Apicurio Registry as a child process that keeps its schemas and their ids in an H2 file. */
public final class LocalRegistry implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int TAIL_LINES = 20;

    private final ChildJava child;
    private final String url;

    private LocalRegistry(ChildJava child, String url) {
        this.child = child;
        this.url = url;
    }

    /** Starts the registry that the build has unpacked ({@link ApicurioHome#find()}); its log is {@code registry.log} in {@code logs}. */
    public static LocalRegistry start(Path dir, Path logs) {
        return start(dir, logs, ApicurioHome.find());
    }

    /**
     * Starts on the schemas in {@code dir}, which is made where it is missing; returns when the registry answers.
     *
     * @throws PlatformException with the end of the log when the process ends, or does not answer within 60 s
     */
    public static LocalRegistry start(Path dir, Path logs, ApicurioHome home) {
        int port = LoopbackPorts.free(1).get(0);
        Path log = logs.resolve("registry.log");
        LocalRegistry registry = new LocalRegistry(
                ChildJava.start(command(made(dir), log, home, port)),
                "http://%s:%d/apis/ccompat/v7".formatted(HOST, port));
        try {
            registry.awaitAnswer(log);
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /** The base of the Confluent-compatible API. */
    public String url() {
        return url;
    }

    public long pid() {
        return child.pid();
    }

    /** Completes with the exit code when the registry has ended, asked to or not. */
    public CompletableFuture<Integer> exit() {
        return child.exit();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public void close() {
        child.close();
    }

    private static ChildCommand command(Path dir, Path log, ApicurioHome home, int port) {
        return new ChildCommand(
                ApicurioHome.MAIN_CLASS,
                List.of(home.runner()),
                RegistryFlags.of(dir.toAbsolutePath().resolve("schemas"), port),
                List.of(),
                Map.of(),
                dir,
                new ChildCommand.Output.Log(log));
    }

    private static Path made(Path dir) {
        try {
            return Files.createDirectories(dir);
        } catch (IOException e) {
            throw new PlatformException("cannot make the registry's directory %s; is it writable?".formatted(dir), e);
        }
    }

    private void awaitAnswer(Path log) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(client)) {
            if (!child.isAlive()) {
                throw notUp("ended while starting", log);
            }
            if (System.nanoTime() > deadline) {
                throw notUp("did not answer %s within %d s".formatted(url, PATIENCE.toSeconds()), log);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean answers(HttpClient client) {
        HttpRequest subjects = HttpRequest.newBuilder(URI.create(url + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(subjects, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while the schema registry started", e);
        }
    }

    private static PlatformException notUp(String what, Path log) {
        return new PlatformException(
                "the schema registry %s; the end of %s:%n%s".formatted(what, log, LogTail.of(log, TAIL_LINES)));
    }
}
