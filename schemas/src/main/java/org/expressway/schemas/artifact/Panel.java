package org.expressway.schemas.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ordered gene ids that values follow. Stored as UTF-8 text, one id a line; its id is the SHA-256 of that text. */
public record Panel(List<String> genes) {
    public Panel {
        genes = List.copyOf(genes);
        if (genes.isEmpty()) {
            throw new IllegalArgumentException("a panel needs at least one gene");
        }
        Set<String> seen = new HashSet<>();
        for (String gene : genes) {
            if (gene.isBlank() || gene.indexOf('\n') >= 0 || gene.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("gene id \"" + gene + "\" is empty or has a line break");
            }
            if (!seen.add(gene)) {
                throw new IllegalArgumentException("gene id " + gene + " stands twice in the panel");
            }
        }
    }

    public String id() {
        return Sha256.of(bytes());
    }

    public int size() {
        return genes.size();
    }

    /** Position of each gene. */
    public Map<String, Integer> positions() {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < genes.size(); i++) {
            positions.put(genes.get(i), i);
        }
        return positions;
    }

    /** Stores the panel. @return its id */
    public String store(ArtifactStore store) throws IOException {
        return store.put(bytes());
    }

    public static Panel load(ArtifactStore store, String panelId) throws IOException {
        return new Panel(
                new String(store.get(panelId), StandardCharsets.UTF_8).lines().toList());
    }

    private byte[] bytes() {
        return (String.join("\n", genes) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
