package org.expressway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.expressway.cli.ExpresswayMain;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;

/** A real broker with all topics, and the command as the process that a person starts and stops before it. */
final class Doorway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final EmbeddedBroker broker;

    Doorway(Path folder) throws Exception {
        this.folder = folder;
        broker = new EmbeddedBroker(folder.resolve("kafka"));
        try (Admin admin = broker.admin()) {
            new Provisioning(admin, registry.client()).run(Provisioning.Settings.LOCAL);
        }
    }

    /** The command in a JVM of its own; {@code -Xint} makes its work last for seconds. */
    Running start(String jvm, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jvm,
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ExpresswayMain.class.getName()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--bootstrap", broker.bootstrap(), "--registry", registry.url()));
        line.addAll(List.of("--artifacts", folder.resolve("artifacts").toString()));
        Path out = Files.createTempFile(folder, arguments[0], ".out");
        Path err = Files.createTempFile(folder, arguments[0], ".err");
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Running(process, out, err);
    }

    /** What lies in a topic now, tombstones left out. */
    <V extends SpecificRecord> List<V> values(Topic<String, V> topic) {
        List<V> values = new ArrayList<>();
        new TopicReader<>(broker.bootstrap(), registry.client(), topic).toEnd(read -> {
            if (read.value() != null) {
                values.add(read.value());
            }
        });
        return values;
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }

    /** A command at work, with what it says. */
    record Running(Process process, Path stdout, Path stderr) {
        /** Waits until something is so, or the process has ended. */
        void until(String what, Callable<Boolean> reached) {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> reached.call() || !process.isAlive());
        }

        /** As Ctrl-C does it. */
        void interrupt() throws Exception {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }

        /** As kill -9 does it. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        int exit() throws InterruptedException {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }

        String out() throws IOException {
            return Files.readString(stdout);
        }

        String err() throws IOException {
            return Files.readString(stderr);
        }
    }
}
