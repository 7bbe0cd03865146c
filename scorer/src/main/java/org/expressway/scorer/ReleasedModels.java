package org.expressway.scorer;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.ReleaseBoard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which models score what rests on a reference: those that the releases name now. */
record ReleasedModels(ReadOnlyKeyValueStore<String, ?> releases, Champions champions, String model) {
    private static final Logger LOG = LoggerFactory.getLogger(ReleasedModels.class);

    @Nullable
    Model champion(String referenceId) {
        String key = ReleaseBoard.key(model, referenceId, ReleaseAlias.CHAMPION);
        ModelRelease release = release(key);
        return release == null ? null : champions.of(key, release);
    }

    @Nullable
    Model challenger(String referenceId) {
        String key = ReleaseBoard.key(model, referenceId, ReleaseAlias.CHALLENGER);
        ModelRelease release = release(key);
        return release == null ? null : champions.ofChallenger(key, release).orElse(null);
    }

    /** The bundle that the champion's release names, whether it could be used or not. */
    @Nullable
    String released(String referenceId) {
        ModelRelease release = release(ReleaseBoard.key(model, referenceId, ReleaseAlias.CHAMPION));
        return release == null ? null : release.getBundleSha256();
    }

    /** Why a bundle could not be used. */
    @Nullable
    String refusal(String bundleSha256) {
        return champions.refusal(bundleSha256);
    }

    /** Takes up what is released now, so that no sample has to wait for it. A champion that cannot is found so again at a sample. */
    void loadAll() {
        List<String> references = new ArrayList<>();
        try (KeyValueIterator<String, ?> all = releases.all()) {
            all.forEachRemaining(each -> {
                ModelRelease release = release(each.value);
                if (release != null && release.getModel().equals(model)) {
                    references.add(release.getReferenceId());
                }
            });
        }
        for (String reference : new LinkedHashSet<>(references)) {
            try {
                champion(reference);
            } catch (UncheckedIOException e) {
                LOG.error("no bundle can serve reference {}: {}", reference, e.getMessage());
            }
            challenger(reference);
        }
    }

    private @Nullable ModelRelease release(String key) {
        return release((Object) releases.get(key));
    }

    private static @Nullable ModelRelease release(@Nullable Object found) {
        return (ModelRelease) (found instanceof ValueAndTimestamp<?> stamped ? stamped.value() : found);
    }
}
