package org.expressway.infra.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retained checkpoints of one job, {@code <flink job id>/chk-<number>/_metadata} below its directory.
 *
 * <p>Each start of a job has a Flink job id of its own and counts on from the number it resumed from, so that the highest number is the newest over
 * all ids; clocks are not asked. Flink writes {@code _metadata} last: a checkpoint without it, or with one that cannot be read, was never complete.
 */
public final class CheckpointStore {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)");

    private CheckpointStore() {}

    /** The newest complete checkpoint below {@code directory}, which need not exist. */
    public static Optional<Path> newest(Path directory) {
        return children(directory).stream()
                .flatMap(run -> children(run).stream())
                .filter(p -> CHECKPOINT.matcher(p.getFileName().toString()).matches())
                .sorted(Comparator.comparingLong(CheckpointStore::number).reversed())
                .filter(CheckpointStore::isComplete)
                .findFirst();
    }

    /**
     * Deletes all runs but that of {@code checkpoint}. Flink resumes without claiming the old run's files, and completes its first checkpoint without
     * them: what an older run left is never asked for again.
     */
    static void keepRunOf(Path checkpoint, Path directory) {
        children(directory).stream().filter(run -> !checkpoint.startsWith(run)).forEach(Folders::delete);
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static boolean isComplete(Path checkpoint) {
        Path metadata = checkpoint.resolve("_metadata");
        if (!Files.exists(metadata)) {
            return false;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            Checkpoints.loadCheckpointMetadata(in, CheckpointStore.class.getClassLoader(), checkpoint.toString());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("passing over the checkpoint {}, whose metadata cannot be read", checkpoint, e);
            return false;
        }
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new PlatformException("cannot list the checkpoints in %s: %s".formatted(directory, e), e);
        }
    }
}
