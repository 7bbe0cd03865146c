package org.expressway.scorer;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.ReleaseBoard;
import org.jspecify.annotations.Nullable;

/** Which models score what rests on a reference: those that the releases name now. */
record ReleasedModels(ReadOnlyKeyValueStore<String, ?> releases, Champions champions, String model) {
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

    private @Nullable ModelRelease release(String key) {
        Object found = releases.get(key);
        return (ModelRelease) (found instanceof ValueAndTimestamp<?> stamped ? stamped.value() : found);
    }
}
