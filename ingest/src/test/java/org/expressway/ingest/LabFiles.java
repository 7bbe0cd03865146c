package org.expressway.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;

/** Files as laboratories send them. */
public final class LabFiles {
    private LabFiles() {}

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] encoded(String text, Charset charset) {
        return text.getBytes(charset);
    }

    public static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static Path write(Path directory, String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder of the shared real data; the test is skipped where it is absent. */
    public static Path realData(String folder) {
        Path path = Path.of(System.getProperty("expressway.root", ".."))
                .resolve("../shared/data")
                .resolve(folder);
        Assumptions.assumeTrue(Files.isDirectory(path), "needs ../shared");
        return path;
    }
}
