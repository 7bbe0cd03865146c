package org.expressway.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Files that must not be published.
 *
 * @param where the file, row and column that the message has to name, as it names them
 * @param seen what it has to say was seen
 * @param options of {@code publish}, besides the files
 */
record FaultyInput(String name, Making files, String where, String seen, List<String> options) {
    static final String GOOD_MATRIX = "gene\tS1\tS2\nG1\t1\t250\nG2\t3\t4\n";
    static final String GOOD_SHEET = "sample\tsite\tbatch\nS1\tA\tr\nS2\tA\tr\n";

    /** Makes the two files in a folder. @return what {@code --matrix} names */
    interface Making {
        Path make(Path folder) throws IOException;
    }

    static FaultyInput matrix(String name, String text, String where, String seen, String... options) {
        return matrix(name, text.getBytes(StandardCharsets.UTF_8), where, seen, options);
    }

    static FaultyInput matrix(String name, byte[] bytes, String where, String seen, String... options) {
        Making files = folder -> {
            Files.writeString(folder.resolve("sheet.tsv"), GOOD_SHEET);
            return Files.write(folder.resolve("lab.tsv"), bytes);
        };
        return new FaultyInput(name, files, "lab.tsv" + where, seen, List.of(options));
    }

    static FaultyInput sheet(String name, String text, String where, String seen) {
        return sheet(name, text.getBytes(StandardCharsets.UTF_8), where, seen);
    }

    static FaultyInput sheet(String name, byte[] bytes, String where, String seen) {
        Making files = folder -> {
            Files.write(folder.resolve("sheet.tsv"), bytes);
            return Files.writeString(folder.resolve("lab.tsv"), GOOD_MATRIX);
        };
        return new FaultyInput(name, files, where, seen, List.of());
    }

    /** A 10x folder of three tables. */
    static FaultyInput tenx(String name, String matrix, String features, String barcodes, String where, String seen) {
        Making files = folder -> {
            Files.writeString(folder.resolve("sheet.tsv"), GOOD_SHEET);
            Path tenx = Files.createDirectory(folder.resolve("tenx"));
            Files.writeString(tenx.resolve("matrix.mtx"), matrix);
            Files.writeString(tenx.resolve("features.tsv"), features);
            Files.writeString(tenx.resolve("barcodes.tsv"), barcodes);
            return tenx;
        };
        return new FaultyInput(name, files, where, seen, List.of());
    }

    /** An HDF5 file of ingest's fixtures. */
    static FaultyInput hdf5(String file, String seen) {
        Path fixtures = Path.of(System.getProperty("expressway.root", "..")).resolve("ingest/src/test/resources/hdf5");
        Making files = folder -> {
            Files.writeString(folder.resolve("sheet.tsv"), GOOD_SHEET);
            return Files.copy(fixtures.resolve(file), folder.resolve(file));
        };
        return new FaultyInput("HDF5: " + file, files, file, seen, List.of());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The words after {@code expressway}, once the files are made. */
    List<String> words(Path folder) throws IOException {
        Path matrix = files.make(folder);
        List<String> words = new ArrayList<>(List.of(
                "publish",
                "--matrix",
                matrix.toString(),
                "--samples",
                folder.resolve("sheet.tsv").toString()));
        words.addAll(options);
        return words;
    }

    @Override
    public String toString() {
        return name;
    }
}
