package org.expressway.schemas.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Artifacts as files {@code ab/abcd…} below a directory. A file appears whole, by rename after it is on disk. */
public final class DirectoryArtifactStore implements ArtifactStore {
    private final Path root;

    public DirectoryArtifactStore(Path root) {
        this.root = root;
    }

    @Override
    public String put(byte[] bytes) throws IOException {
        String digest = Sha256.of(bytes);
        Path file = path(digest);
        if (!Files.exists(file)) {
            Path folder = Files.createDirectories(folder(digest));
            Path part = Files.createTempFile(folder, digest.substring(0, 8), ".part");
            try {
                writeDurably(part, bytes);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                syncDirectory(folder);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        return digest;
    }

    @Override
    public byte[] get(String sha256) throws IOException {
        Path file = path(sha256);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "no artifact " + sha256 + " in " + root);
        }
        byte[] bytes = Files.readAllBytes(file);
        String seen = Sha256.of(bytes);
        if (!seen.equals(sha256)) {
            throw new IOException("artifact " + file + " has digest " + seen
                    + ": it was changed or damaged; restore it from a backup");
        }
        return bytes;
    }

    @Override
    public boolean has(String sha256) {
        return Files.exists(path(sha256));
    }

    private Path path(String sha256) {
        Sha256.check(sha256);
        return folder(sha256).resolve(sha256);
    }

    private Path folder(String sha256) {
        return root.resolve(sha256.substring(0, 2));
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    /** Without this a power cut may forget the rename although the file's content is on disk. */
    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }
}
