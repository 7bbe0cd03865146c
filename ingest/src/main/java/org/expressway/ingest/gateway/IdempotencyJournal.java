package org.expressway.ingest.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.schemas.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests that carried an Idempotency-Key, by the key's digest: which body it belongs to, and the
 * answer once Kafka had acknowledged. A line a step, forced to the disk, so that a restart knows; bounded in number and age.
 *
 * <p>A key is bound to its body before anything is sent. A crash between the acknowledgement and the answer's line makes
 * the retry send again, which is harmless: the same content under the same key counts once in the pipeline.
 */
final class IdempotencyJournal implements AutoCloseable {
    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String PENDING = "-";
    private static final int COLUMNS = 4;

    /** @param answer null while nothing has been acknowledged */
    private record Entry(long at, String body, @Nullable String answer) {
        String line(String key) {
            return at + "\t" + key + "\t" + body + "\t" + (answer == null ? PENDING : answer) + "\n";
        }
    }

    private final Path file;
    private final Clock clock;
    private final FileChannel lock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> inFlight = new HashSet<>();
    private FileChannel out;
    private int lines;

    private IdempotencyJournal(Path file, Clock clock, FileChannel lock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.lock = lock;
        load();
        this.out = rewritten();
    }

    /**
     * Opens the journal of a folder, which is made where it is missing.
     *
     * @throws IllegalStateException when another gateway has it
     */
    static IdempotencyJournal open(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = lock.tryLock();
            if (held != null) {
                return new IdempotencyJournal(folder.resolve("idempotency.tsv"), clock, lock);
            }
        } catch (OverlappingFileLockException heldHere) {
            // told below, as if another process had it
        }
        lock.close();
        throw new IllegalStateException(folder + " is held by another gateway; end it, or choose another --data-dir");
    }

    /**
     * Begins a request under a key.
     *
     * @return the answer that it has had before; null where its content is to be sent
     * @throws Problem.Refusal 409 while the same key is being answered, 422 where it belongs to another body
     */
    synchronized @Nullable String begin(String key, String body) throws IOException {
        String name = Sha256.of(key);
        Entry known = entries.get(name);
        if (known != null && !known.body().equals(body)) {
            throw Problem.of(422, "another request's key", "this Idempotency-Key was sent before with another body")
                    .refusal();
        }
        if (inFlight.contains(name)) {
            throw Problem.later(409, "in progress", "a request with this Idempotency-Key is being answered", 1)
                    .refusal();
        }
        if (known != null && known.answer() != null) {
            return known.answer();
        }
        put(name, new Entry(clock.millis(), body, null));
        inFlight.add(name);
        return null;
    }

    /** Kafka has acknowledged the request. */
    synchronized void answered(String key, String body, String answer) throws IOException {
        put(Sha256.of(key), new Entry(clock.millis(), body, answer));
    }

    /** The request is over, however it ended. */
    synchronized void ended(String key) {
        inFlight.remove(Sha256.of(key));
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
        lock.close();
    }

    private void put(String name, Entry entry) throws IOException {
        entries.remove(name);
        entries.put(name, entry);
        append(out, entry.line(name));
        lines++;
        forget();
        if (lines > 4 * MOST) {
            out.close();
            out = rewritten();
        }
    }

    private void forget() {
        long oldest = clock.millis() - KEPT.toMillis();
        entries.values().removeIf(entry -> entry.at() < oldest);
        var eldest = entries.keySet().iterator();
        for (int surplus = entries.size() - MOST; surplus > 0; surplus--) {
            eldest.next();
            eldest.remove();
        }
    }

    /** A line that a crash cut short has no end, or too few columns: it is left out. */
    private void load() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        String text = Files.readString(file);
        List<String> whole =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (String line : whole) {
            String[] cells = line.split("\t", -1);
            if (cells.length == COLUMNS && cells[0].matches("\\d{1,18}")) {
                entries.remove(cells[1]);
                entries.put(
                        cells[1],
                        new Entry(Long.parseLong(cells[0]), cells[2], cells[3].equals(PENDING) ? null : cells[3]));
            }
        }
        forget();
    }

    private FileChannel rewritten() throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        StringBuilder text = new StringBuilder();
        entries.forEach((name, entry) -> text.append(entry.line(name)));
        try (FileChannel fresh = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            append(fresh, text.toString());
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = entries.size();
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static void append(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }
}
