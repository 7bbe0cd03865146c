package org.expressway.schemas.topic;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;

/**
 * What model.release.v1 says: for each model and reference at most one champion and one challenger, and every model that
 * was either or was refused. Not safe for several threads.
 */
public final class ReleaseBoard {
    private final Map<String, ModelRelease> byKey = new LinkedHashMap<>();

    public void accept(TopicReader.Read<ModelRelease> read) {
        ModelRelease release = read.value();
        byKey.remove(read.key());
        if (release != null) {
            byKey.put(read.key(), release);
        }
    }

    /** The key of a release. Champion and challenger have one place each; of the others each bundle has its own. */
    public static String key(ModelRelease release) {
        String key = key(release.getModel(), release.getReferenceId(), release.getAlias());
        boolean onePlace = release.getAlias() == ReleaseAlias.CHAMPION || release.getAlias() == ReleaseAlias.CHALLENGER;
        return onePlace ? key : key + "/" + release.getBundleSha256();
    }

    /** {@code model/referenceId/alias}. */
    public static String key(String model, String referenceId, ReleaseAlias alias) {
        return model + "/" + referenceId + "/" + alias.name().toLowerCase(Locale.ROOT);
    }

    public Optional<ModelRelease> champion(String model, String referenceId) {
        return Optional.ofNullable(byKey.get(key(model, referenceId, ReleaseAlias.CHAMPION)));
    }

    public Optional<ModelRelease> challenger(String model, String referenceId) {
        return Optional.ofNullable(byKey.get(key(model, referenceId, ReleaseAlias.CHALLENGER)));
    }

    /** In the order in which they came to be what they are. */
    public List<ModelRelease> all() {
        return List.copyOf(byKey.values());
    }

    /** What is known under the beginning of a bundle's digest; a bundle may have been released for one reference only. */
    public List<ModelRelease> find(String bundlePrefix) {
        return byKey.values().stream()
                .filter(release -> release.getBundleSha256().startsWith(bundlePrefix))
                .toList();
    }

    /** The champion before this one that is still on record, the last deposed first. */
    public Optional<ModelRelease> before(ModelRelease champion) {
        String previous = champion.getPreviousBundleSha256();
        return byKey.values().stream()
                .filter(release -> release.getBundleSha256().equals(previous))
                .filter(release -> release.getModel().equals(champion.getModel()))
                .filter(release -> release.getReferenceId().equals(champion.getReferenceId()))
                .max(Comparator.comparing(ModelRelease::getReleasedAt));
    }
}
