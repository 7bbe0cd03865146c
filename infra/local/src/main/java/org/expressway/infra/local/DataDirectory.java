package org.expressway.infra.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The one directory of a local platform, held exclusively while the platform runs.
 *
 * <p>The lock is the system's on the file {@code lock}: it ends with its process, however that ends. The file's text is its holder's process id, for
 * the message to whoever comes second.
 */
public final class DataDirectory implements AutoCloseable {
    /** Only this byte is locked, so that others can read the text before it where locks are mandatory. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory and its parts where they are missing, and holds it until {@link #close()}.
     *
     * @throws PlatformException when another platform holds it, or it cannot be written
     */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            DataDirectory data = new DataDirectory(root, locked(root.resolve("lock")));
            for (Path part : new Path[] {
                data.kafka(), data.registry(), data.flink(), data.streams(), data.artifacts(), data.logs()
            }) {
                Files.createDirectories(part);
            }
            return data;
        } catch (IOException e) {
            throw new PlatformException("cannot make or lock the data directory %s: %s".formatted(root, e), e);
        }
    }

    public Path root() {
        return root;
    }

    public Path kafka() {
        return root.resolve("kafka");
    }

    public Path registry() {
        return root.resolve("registry");
    }

    public Path flink() {
        return root.resolve("flink");
    }

    public Path streams() {
        return root.resolve("streams");
    }

    public Path artifacts() {
        return root.resolve("artifacts");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Gives the directory up; its content stays. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new PlatformException("cannot unlock the data directory %s: %s".formatted(root, e), e);
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw held(file);
        }
        channel.truncate(0);
        channel.write(
                StandardCharsets.UTF_8.encode(
                        Long.toString(ProcessHandle.current().pid())),
                0);
        return channel;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    private static PlatformException held(Path file) throws IOException {
        return new PlatformException(
                "the data directory %s is held by the platform of process %s; end that one first or choose another directory"
                        .formatted(file.getParent(), Files.readString(file).strip()));
    }
}
