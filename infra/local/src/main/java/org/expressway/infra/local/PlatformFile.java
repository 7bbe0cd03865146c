package org.expressway.infra.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Where the parts of a running platform listen: the file {@code platform.json} of its data directory, there from the moment it is ready until it is
 * closed.
 *
 * @param bootstrap {@code host:port} of the broker
 * @param registry base URL of the Confluent-compatible API
 * @param artifacts directory of the artifact store
 * @param flinkRest base URL of Flink's REST API
 * @param pid process that runs the platform
 * @param started when it was ready, ISO-8601
 */
public record PlatformFile(
        String bootstrap, String registry, String artifacts, String flinkRest, long pid, String started) {
    private static final String NAME = "platform.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public PlatformFile {
        Instant.parse(started);
    }

    /**
     * The platform that runs on {@code directory}.
     *
     * @throws PlatformException when none runs there, or the one that did has ended without closing
     */
    public static PlatformFile read(Path directory) {
        PlatformFile found = parsed(directory.toAbsolutePath().normalize().resolve(NAME));
        if (!found.isAlive()) {
            throw new PlatformException(
                    "the platform of %s (process %d, since %s) has ended without closing; start it again with: expressway up"
                            .formatted(directory, found.pid, found.started));
        }
        return found;
    }

    private static PlatformFile parsed(Path file) {
        try {
            return JSON.readValue(Files.readString(file), PlatformFile.class);
        } catch (NoSuchFileException e) {
            throw new PlatformException(
                    "no platform runs on %s (it has no %s); start one with: expressway up"
                            .formatted(file.getParent(), NAME),
                    e);
        } catch (JsonProcessingException e) {
            throw new PlatformException(
                    "%s is not what a platform writes there: %s; delete it and start the platform again"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new PlatformException("cannot read %s: %s".formatted(file, e), e);
        }
    }

    /** Puts this file into {@code directory} in one step: a reader sees all of it or none. */
    public void write(Path directory) {
        Path fresh = directory.resolve(NAME + ".new");
        try {
            Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(
                    fresh,
                    directory.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new PlatformException("cannot write %s in %s: %s".formatted(NAME, directory, e), e);
        }
    }

    /** Takes the file away; without effect where there is none. */
    public static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(NAME));
        } catch (IOException e) {
            throw new PlatformException("cannot delete %s in %s: %s".formatted(NAME, directory, e), e);
        }
    }

    /** A process id can be given anew after a restart of the machine: its bearer must have begun before the platform was ready. */
    private boolean isAlive() {
        Instant ready = Instant.parse(started);
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> p.info().startInstant().map(s -> !s.isAfter(ready)).orElse(true))
                .isPresent();
    }
}
