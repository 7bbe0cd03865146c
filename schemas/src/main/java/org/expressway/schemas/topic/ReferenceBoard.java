package org.expressway.schemas.topic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.schemas.avro.ReferencePointer;

/** What reference.profile.v1 says: all references, and which one is active. Not safe for several threads. */
public final class ReferenceBoard {
    private final Map<String, ReferencePointer> byId = new LinkedHashMap<>();

    public void accept(TopicReader.Read<ReferencePointer> read) {
        ReferencePointer pointer = read.value();
        if (pointer == null) {
            byId.remove(read.key());
        } else {
            byId.put(read.key(), pointer);
        }
    }

    /** The reference of the highest epoch; none while none was ever activated. */
    public Optional<ReferencePointer> active() {
        return byId.values().stream()
                .filter(pointer -> pointer.getEpoch() > 0)
                .max(Comparator.comparingLong(ReferencePointer::getEpoch));
    }

    public Optional<ReferencePointer> find(String referenceId) {
        return Optional.ofNullable(byId.get(referenceId));
    }

    /** Oldest first. */
    public List<ReferencePointer> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(ReferencePointer::getCreatedAt))
                .toList();
    }

    /** The newest epoch that began with a replay; 0 while none did. Every activation hands it on. */
    public long replayEpoch() {
        return active().map(ReferencePointer::getReplayEpoch).orElse(0L);
    }

    /** The epoch that the next activation gets. */
    public long nextEpoch() {
        return active().map(ReferencePointer::getEpoch).orElse(0L) + 1;
    }
}
