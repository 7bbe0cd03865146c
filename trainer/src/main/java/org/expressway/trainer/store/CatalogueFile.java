package org.expressway.trainer.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.SnapshotCatalogue;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * The catalogue on disk: SHA-256 of what follows, then the record with its schema. Replaced by rename after it has been
 * forced, so a reader finds the old one or the new one; the digest tells a disk that lied.
 */
final class CatalogueFile {
    private static final int DIGEST = 32;

    private final Path path;
    private final RecordArtifact<SnapshotCatalogue> format = new RecordArtifact<>(SnapshotCatalogue.class);

    CatalogueFile(Path folder) {
        this.path = folder.resolve("catalogue");
    }

    /** Empty where there is none, or none that can be trusted. */
    Optional<SnapshotCatalogue> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(path);
        byte[] body = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
        if (bytes.length < DIGEST || !Arrays.equals(bytes, 0, DIGEST, digest(body), 0, DIGEST)) {
            return Optional.empty();
        }
        try {
            return Optional.of(format.read(body));
        } catch (UndecodableRecord e) {
            return Optional.empty();
        }
    }

    void replace(SnapshotCatalogue catalogue) throws IOException {
        byte[] body = format.write(catalogue);
        Path part = path.resolveSibling("catalogue.part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeWhole(out, ByteBuffer.wrap(digest(body)));
            writeWhole(out, ByteBuffer.wrap(body));
            out.force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void writeWhole(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static byte[] digest(byte[] body) {
        return Sha256.newDigest().digest(body);
    }
}
