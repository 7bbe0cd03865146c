package org.expressway.infra.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker and its KRaft controller as one node in this JVM.
 *
 * <p>The directory is formatted on first use and keeps its cluster id and its records; the ports are new at each start. A fault that Kafka holds to
 * be fatal (a full disk) ends this JVM, as it would end a broker's own process.
 */
public final class LocalBroker implements AutoCloseable {
    private final BrokerSettings settings;
    private final KafkaRaftServer server;

    private LocalBroker(BrokerSettings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Starts on the data in {@code dir}, which is made and formatted where it is empty; returns when the broker takes records.
     *
     * @throws PlatformException when the directory cannot be formatted
     */
    public static LocalBroker start(Path dir) {
        format(dir);
        BrokerSettings settings = BrokerSettings.onFreePorts(dir);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings.properties()), Time.SYSTEM);
        server.startup();
        return new LocalBroker(settings, server);
    }

    /** {@code host:port} for clients on this machine. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Shuts the node down and waits until its files are closed; the next start needs no log recovery. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dir) {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(dir);
            new Formatter()
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(dir.toString())
                    .setMetadataLogDirectory(dir.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException e) {
            throw new PlatformException("cannot make the broker's directory %s; is it writable?".formatted(dir), e);
        } catch (Exception e) {
            throw new PlatformException(
                    "cannot format %s for Kafka: %s; choose an empty directory".formatted(dir, e.getMessage()), e);
        }
    }
}
