package org.expressway.scorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loaded models by the key of their release. A release whose bundle cannot be loaded leaves the one before it in service;
 * where there is none the scorer stops, because scoring with nothing is no answer. A challenger that cannot be loaded says
 * nothing: it never disturbs what is in service.
 */
final class Champions {
    private static final Logger LOG = LoggerFactory.getLogger(Champions.class);

    /** @param asked digest of the bundle that was last asked for, which is the model's unless loading it failed */
    private record InService(String asked, Model model) {}

    private final ArtifactStore store;
    private final RecordArtifact<ModelBundle> bundles = new RecordArtifact<>(ModelBundle.class);
    private final Map<String, InService> byKey = new HashMap<>();
    private final Set<String> unusable = new HashSet<>();
    private final Map<String, String> refusals = new HashMap<>();

    Champions(ArtifactStore store) {
        this.store = store;
    }

    /** The model of a release, loaded at its first use. Stream threads share it. */
    synchronized Model of(String key, ModelRelease release) {
        InService known = byKey.get(key);
        if (known != null && known.asked().equals(release.getBundleSha256())) {
            return known.model();
        }
        Model model = load(release.getBundleSha256(), known);
        byKey.put(key, new InService(release.getBundleSha256(), model));
        return model;
    }

    /** The model of a challenger; empty where its bundle is of no use. */
    synchronized Optional<Model> ofChallenger(String key, ModelRelease release) {
        String bundle = release.getBundleSha256();
        if (unusable.contains(bundle)) {
            return Optional.empty();
        }
        InService known = byKey.get(key);
        if (known != null && !known.asked().equals(bundle)) {
            byKey.remove(key);
        }
        try {
            return Optional.of(of(key, release));
        } catch (UncheckedIOException e) {
            LOG.error("a challenger is not asked: {}", e.getMessage());
            unusable.add(bundle);
            return Optional.empty();
        }
    }

    /** Why a bundle was refused; null of one that was not. */
    synchronized @Nullable String refusal(String bundleSha256) {
        return refusals.get(bundleSha256);
    }

    private Model load(String bundleSha256, @Nullable InService before) {
        try {
            Model model = new Model(bundleSha256, bundles.read(store.get(bundleSha256)));
            LOG.info("bundle {} is in service", bundleSha256);
            return model;
        } catch (IOException | UndecodableRecord | InvalidModel | IllegalArgumentException e) {
            if (before == null) {
                throw new UncheckedIOException(new IOException("bundle " + bundleSha256 + ": " + e.getMessage(), e));
            }
            refusals.put(bundleSha256, String.valueOf(e.getMessage()));
            LOG.error(
                    "bundle {} is refused, {} serves on: {}",
                    bundleSha256,
                    before.model().bundleSha256(),
                    e.getMessage());
            return before.model();
        }
    }
}
