package org.expressway.schemas.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.expressway.schemas.artifact.Sha256;

/**
 * How long every chain was at a time, to be signed and kept where Kafka is not. As text, UTF-8, lines that end with a line
 * feed, which is also what is signed:
 *
 * <pre>
 *   expressway audit anchor 1
 *   at 2026-01-31T12:00:00Z
 *   head SHA256 SEQUENCE WRITER        (one a chain, in order of writer)
 * </pre>
 */
public record Anchor(Instant at, List<AuditHead> heads) {
    private static final String FIRST = "expressway audit anchor 1";

    public Anchor {
        heads = heads.stream().sorted(Comparator.comparing(AuditHead::writer)).toList();
        Set<String> writers = new HashSet<>();
        for (AuditHead head : heads) {
            if (head.sequence() < 1 || !writers.add(head.writer())) {
                throw new IllegalArgumentException("head of " + head.writer() + ": an empty chain, or one named twice");
            }
        }
    }

    public String text() {
        StringBuilder text = new StringBuilder(FIRST).append("\nat ").append(at).append('\n');
        heads.forEach(head -> text.append("head ")
                .append(head.sha256())
                .append(' ')
                .append(head.sequence())
                .append(' ')
                .append(head.writer())
                .append('\n'));
        return text.toString();
    }

    /** @throws IllegalArgumentException when it is no such text, to the byte */
    static Anchor parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(FIRST) || !lines.get(1).startsWith("at ")) {
            throw new IllegalArgumentException("expected \"" + FIRST + "\" and a line with its time");
        }
        List<AuditHead> heads = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 4 || !parts[0].equals("head")) {
                throw new IllegalArgumentException("expected \"head SHA256 SEQUENCE WRITER\", seen \"" + line + "\"");
            }
            heads.add(new AuditHead(parts[3], Long.parseLong(parts[2]), Sha256.check(parts[1])));
        }
        Anchor anchor = new Anchor(Instant.parse(lines.get(1).substring(3)), heads);
        if (!anchor.text().equals(text)) {
            throw new IllegalArgumentException("it is not written as an anchor is");
        }
        return anchor;
    }

    /** Its name in the chain of anchors. */
    public String sha256() {
        return Sha256.of(bytes());
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
