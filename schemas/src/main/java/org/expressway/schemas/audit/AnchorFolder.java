package org.expressway.schemas.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signed anchors as files outside Kafka, {@code anchor-TIME.txt}: the anchor's text and a last line {@code signature
 * BASE64}. A folder on another machine, or on media that are written once, is what makes them worth something.
 */
public final class AnchorFolder {
    private static final String SIGNATURE = "signature ";

    /** @param anchors whose signature holds, oldest first; @param faults of the others */
    public record Reading(List<Anchor> anchors, List<AuditFault> faults) {}

    private final Path folder;

    public AnchorFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes one; it appears whole. */
    public Path write(Anchor anchor, PrivateKey key) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("anchor-" + anchor.at().toString().replace(":", "") + ".txt");
        Path part = Files.createTempFile(folder, "anchor", ".part");
        String signature = AnchorKey.sign(anchor.bytes(), key);
        Files.writeString(part, anchor.text() + SIGNATURE + signature + "\n", StandardCharsets.UTF_8);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads all there are; no folder is no anchor. */
    public Reading read(PublicKey key) throws IOException {
        List<Anchor> anchors = new ArrayList<>();
        List<AuditFault> faults = new ArrayList<>();
        for (Path file : files()) {
            try {
                anchors.add(read(file, key));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                faults.add(new AuditFault(
                        "an anchor that this installation did not sign so",
                        "anchor " + file.getFileName(),
                        file.toString(),
                        String.valueOf(e.getMessage()),
                        "an anchor signed with the installation's key"));
            }
        }
        return new Reading(anchors, faults);
    }

    private static Anchor read(Path file, PublicKey key) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int at = text.lastIndexOf(SIGNATURE);
        if (at < 0) {
            throw new IllegalArgumentException("no signature");
        }
        String signed = text.substring(0, at);
        String signature = text.substring(at + SIGNATURE.length()).strip();
        if (!AnchorKey.signed(signed.getBytes(StandardCharsets.UTF_8), signature, key)) {
            throw new IllegalArgumentException("a signature that does not fit the text and the key");
        }
        return Anchor.parse(signed);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches("anchor-.*\\.txt"))
                    .sorted()
                    .toList();
        }
    }
}
