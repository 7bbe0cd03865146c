package org.expressway.trainer.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a search has tried: a file with one line of JSON a trial, forced to disk before the next begins.
 *
 * <p>The first line names the search, by a digest of everything its scores depend on. A line that a crash cut off is cut
 * off whole; any other line that cannot be read stops the search, since it means that something else wrote here. While a
 * search runs it holds the file's lock.
 */
final class Journal implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 1L << 28;

    private record Key(int candidate, int fold) {}

    private final Path file;
    private final FileChannel channel;
    private final Map<Key, Double> scores = new HashMap<>();

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens the journal of this search in a folder, which is made where it is missing. */
    static Journal open(Path folder, String search) {
        Path file = folder.resolve("search-" + search.substring(0, 16) + ".jsonl");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            try {
                journal.start(search);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("the journal %s cannot be used: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void start(String search) throws IOException {
        lock();
        if (channel.size() > MOST_BYTES) {
            throw refused(1, "a file of %d bytes".formatted(channel.size()), "at most " + MOST_BYTES);
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = lastLineEnd(bytes);
        String[] lines = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n", -1);
        channel.truncate(end).position(end);
        if (end == 0) {
            append(Map.of("search", search));
            return;
        }
        if (!parsed(lines[0], 1).path("search").asText().equals(search)) {
            throw refused(1, lines[0], "the journal of search " + search);
        }
        for (int l = 1; l < lines.length - 1; l++) {
            remember(parsed(lines[l], l + 1), l + 1);
        }
    }

    private void lock() throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IllegalStateException(
                    "another search is writing to %s; wait for it, or give this one a journal folder of its own"
                            .formatted(file));
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void remember(JsonNode line, int number) {
        if (!line.path("candidate").isInt()
                || !line.path("fold").isInt()
                || !line.path("logLoss").isNumber()) {
            throw refused(number, line.toString(), "candidate, fold and logLoss");
        }
        scores.put(
                new Key(line.path("candidate").asInt(), line.path("fold").asInt()),
                line.path("logLoss").asDouble());
    }

    private JsonNode parsed(String line, int number) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw refused(number, line, "one JSON object");
        }
    }

    private IllegalStateException refused(int line, String seen, String expected) {
        String shown = seen.length() > 80 ? seen.substring(0, 80) + "…" : seen;
        return new IllegalStateException("%s line %d: seen %s; expected %s; remove the file to search from the start"
                .formatted(file, line, shown, expected));
    }

    OptionalDouble known(int candidate, int fold) {
        Double score = scores.get(new Key(candidate, fold));
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
    }

    /** Writes a trial down for good. */
    void tried(int candidate, int fold, Map<String, Object> settings, double logLoss, double seconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("candidate", candidate);
        line.put("fold", fold);
        line.put("logLoss", logLoss);
        line.put("seconds", seconds);
        line.put("settings", settings);
        try {
            append(line);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
        scores.put(new Key(candidate, fold), logLoss);
    }

    private void append(Map<String, ?> line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
