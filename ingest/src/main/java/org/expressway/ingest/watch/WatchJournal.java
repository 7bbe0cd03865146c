package org.expressway.ingest.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of each delivery: a line of JSON a step, forced to the disk. A line that a crash cut short is cut off when
 * the journal is opened. Held by one watcher at a time.
 */
final class WatchJournal implements AutoCloseable {
    /** How far a delivery has come. */
    enum State {
        /** Acknowledged, about to be moved. */
        SENT,
        /** Faulty, about to be moved. */
        REFUSED,
        /** In its place. */
        MOVED
    }

    /**
     * A step.
     *
     * @param digest of the delivery's content
     * @param target folder that it goes to, below the watched one
     * @param parts digest of each file or folder by its name; to move no other of the same name
     */
    record Step(String at, State state, String digest, String name, String target, Map<String, String> parts) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel lock;
    private final FileChannel out;
    private final Map<String, Step> sent = new LinkedHashMap<>();
    private final Map<String, Step> unmoved = new LinkedHashMap<>();

    private WatchJournal(Path file, FileChannel lock) throws IOException {
        this.lock = lock;
        this.out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        out.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        out.position(out.size());
        for (String line : whole.lines().toList()) {
            note(JSON.readValue(line, Step.class));
        }
    }

    /** @throws IllegalStateException when another watcher has the folder */
    static WatchJournal open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = lock.tryLock();
            if (held != null) {
                return new WatchJournal(folder.resolve("journal.jsonl"), lock);
            }
        } catch (OverlappingFileLockException heldHere) {
            // told below, as if another process had it
        }
        lock.close();
        throw new IllegalStateException(folder.getParent() + " is watched by another process; end that one first");
    }

    void add(Step step) throws IOException {
        ByteBuffer line = StandardCharsets.UTF_8.encode(text(step) + "\n");
        while (line.hasRemaining()) {
            out.write(line);
        }
        out.force(true);
        note(step);
    }

    /** The step in which this content was sent; null where it never was. */
    @Nullable
    Step sent(String digest) {
        return sent.get(digest);
    }

    /** Deliveries that were about to be moved when a process ended. */
    List<Step> unmoved() {
        return List.copyOf(unmoved.values());
    }

    @Override
    public void close() throws IOException {
        out.close();
        lock.close();
    }

    private void note(Step step) {
        if (step.state() == State.SENT) {
            sent.putIfAbsent(step.digest(), step);
        }
        if (step.state() == State.MOVED) {
            unmoved.remove(step.target());
        } else {
            unmoved.put(step.target(), step);
        }
    }

    private static String text(Step step) {
        try {
            return JSON.writeValueAsString(step);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step that cannot be written: " + e.getOriginalMessage(), e);
        }
    }
}
