package org.expressway.analysis.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** What R gave, read from the project's shared folder; a test that needs it is skipped by name where it is absent. */
public final class Oracles {
    private Oracles() {}

    /** @param path below the oracles' folder */
    public static Table table(String path) {
        return read("oracles/" + path);
    }

    /** @param path below the data folder */
    public static Table data(String path) {
        return read("data/" + path);
    }

    private static Table read(String path) {
        Path shared = Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");
        Assumptions.assumeTrue(Files.isDirectory(shared), "needs ../shared");
        try (BufferedReader lines = open(shared.resolve(path))) {
            return Table.of(lines.lines()
                    .map(line -> line.replace("\"", "").split("\t", -1))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }
}
