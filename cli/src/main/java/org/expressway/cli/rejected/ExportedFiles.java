package org.expressway.cli.rejected;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.expressway.cli.terminal.Json;
import org.expressway.ingest.redrive.RejectedCase;
import org.expressway.schemas.avro.DeadLetter;
import org.jspecify.annotations.Nullable;

/** A folder of originals. Their names are their ids, with nothing in them that leads out of it. */
final class ExportedFiles implements AutoCloseable {
    /** What stands beside the bytes. */
    record Beside(
            CaseRow rejected,
            String origin,
            @Nullable String publishedAt,
            @Nullable String keyFile,
            @Nullable String keySha256,
            @Nullable String valueFile,
            @Nullable String valueSha256,
            List<Original.Header> headers) {}

    private final Path folder;
    private final BufferedWriter sums;
    private int written;
    private long bytes;

    private ExportedFiles(Path folder, BufferedWriter sums) {
        this.folder = folder;
        this.sums = sums;
    }

    static ExportedFiles in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new ExportedFiles(folder, Files.newBufferedWriter(folder.resolve("SHA256SUMS")));
    }

    void write(RejectedCase rejected, DeadLetter letter) {
        try {
            String name = rejected.id().replaceAll("[^A-Za-z0-9._-]", "_");
            byte[] key = Original.bytes(letter.getKey());
            byte[] value = Original.bytes(letter.getValue());
            Beside beside = new Beside(
                    CaseRow.of(rejected),
                    rejected.letter().origin().toString(),
                    letter.getOriginTimestamp() == null
                            ? null
                            : letter.getOriginTimestamp().toString(),
                    file(name + ".key", key),
                    Original.sha256(key),
                    file(name + ".value", value),
                    Original.sha256(value),
                    Original.headers(letter));
            file(name + ".json", (Json.line(beside) + "\n").getBytes(StandardCharsets.UTF_8));
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String file(String name, byte @Nullable [] content) throws IOException {
        if (content == null) {
            return null;
        }
        Files.write(folder.resolve(name), content);
        sums.write(Original.sha256(content) + "  " + name + "\n");
        bytes += content.length;
        return name;
    }

    int written() {
        return written;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        sums.close();
    }
}
