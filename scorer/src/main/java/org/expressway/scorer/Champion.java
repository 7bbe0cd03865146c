package org.expressway.scorer;

import java.util.Locale;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.jspecify.annotations.Nullable;

/** Which model scores what rests on a reference: the champion that the releases name now. */
record Champion(ReadOnlyKeyValueStore<String, ?> releases, Champions champions, String model) {

    @Nullable
    Model of(String referenceId) {
        String key =
                model + "/" + referenceId + "/" + ReleaseAlias.CHAMPION.name().toLowerCase(Locale.ROOT);
        Object found = releases.get(key);
        Object release = found instanceof ValueAndTimestamp<?> stamped ? stamped.value() : found;
        return release == null ? null : champions.of(key, (ModelRelease) release);
    }
}
