package org.expressway.stream.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.artifact.ArtifactStore;

/** Reference profiles by id, read once. Not shared between threads. */
public final class References {
    private final ArtifactStore store;
    private final Map<String, ReferenceProfile> loaded = new HashMap<>();

    public References(ArtifactStore store) {
        this.store = store;
    }

    /** @throws UncheckedIOException when the store does not have it, or has it damaged: a fault of the infrastructure */
    public ReferenceProfile profile(String referenceId) {
        return loaded.computeIfAbsent(referenceId, id -> {
            try {
                return ReferenceFormat.read(store.get(id));
            } catch (IOException e) {
                throw new UncheckedIOException("reference " + id + ": " + e.getMessage(), e);
            }
        });
    }
}
