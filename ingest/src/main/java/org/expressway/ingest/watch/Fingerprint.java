package org.expressway.ingest.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/** What a file or folder is: cheaply, to see whether it still grows, and by its content. Symbolic links are not followed. */
final class Fingerprint {
    private static final int MOST_FILES = 10_000;
    private static final int BUFFER = 1 << 16;

    private Fingerprint() {}

    /** Names, sizes and times of all files: equal as long as nobody writes. */
    static String outside(List<Path> entries) throws IOException {
        StringJoiner text = new StringJoiner("\n");
        for (Path entry : entries) {
            for (Path file : files(entry)) {
                BasicFileAttributes seen =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                text.add(file + "\t" + seen.size() + "\t" + seen.lastModifiedTime());
            }
        }
        return text.toString();
    }

    /**
     * SHA-256 of a file's bytes, or of a folder's names and digests, lower-case hex.
     *
     * @throws BadInput for what is no file: a symbolic link, a pipe, a device
     */
    static String content(Path entry) throws IOException, BadInput {
        MessageDigest all = sha256();
        for (Path file : files(entry)) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BadInput(Fault.ofFile(
                        file,
                        "a symbolic link, or something else than a file",
                        "regular files within the watched folder",
                        "put the file itself there"));
            }
            String line = entry.relativize(file) + "\t" + bytes(file) + "\n";
            all.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static String bytes(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // the stream digests what it reads
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path entry) throws IOException {
        try (Stream<Path> walk = Files.walk(entry)) {
            List<Path> files = walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new IOException(entry + ": more than " + MOST_FILES + " files in one delivery");
            }
            return files;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
