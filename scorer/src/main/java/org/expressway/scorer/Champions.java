package org.expressway.scorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loaded models by the key of their release. A release whose bundle cannot be loaded leaves the one before it in service, also
 * after a restart; where there is none the scorer stops, because scoring with nothing is no answer. A challenger that cannot
 * be loaded says nothing: it never disturbs what is in service. What was found is kept until {@link #untold} asks for it.
 *
 * <p>The last few models stay loaded: one that is gone back to, or a challenger that becomes champion, serves at the next record.
 */
final class Champions {
    private static final Logger LOG = LoggerFactory.getLogger(Champions.class);
    private static final int RECENT = 4;

    /** @param asked digest of the bundle that was last asked for, which is the model's unless loading it failed */
    private record InService(String asked, Model model) {}

    private final ArtifactStore store;
    private final RecordArtifact<ModelBundle> bundles = new RecordArtifact<>(ModelBundle.class);
    private final Map<String, InService> byKey = new HashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, String> unusable = new HashMap<>();
    private final Map<String, Model> onRequest = new HashMap<>();
    private final Recent<Model> recent = new Recent<>(RECENT);
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, Finding> told = new HashMap<>();

    /** What came of a release. */
    private record Finding(
            String model,
            String referenceId,
            ReleaseAlias alias,
            String released,
            @Nullable String serving,
            @Nullable String refused) {}

    Champions(ArtifactStore store) {
        this.store = store;
    }

    /** The model of a release, loaded at its first use. Stream threads share it. */
    synchronized Model of(String key, ModelRelease release) {
        InService known = byKey.get(key);
        if (known != null && known.asked().equals(release.getBundleSha256())) {
            return known.model();
        }
        Model model = load(key, release, known);
        byKey.put(key, new InService(release.getBundleSha256(), model));
        return model;
    }

    /** The model of a challenger; empty where its bundle is of no use. */
    synchronized Optional<Model> ofChallenger(String key, ModelRelease release) {
        String bundle = release.getBundleSha256();
        if (unusable.containsKey(bundle)) {
            return Optional.empty();
        }
        InService known = byKey.get(key);
        if (known != null && known.asked().equals(bundle)) {
            return Optional.of(known.model());
        }
        byKey.remove(key);
        try {
            Model model = read(bundle, release.getReferenceId());
            byKey.put(key, new InService(bundle, model));
            found(key, release, bundle, null);
            return Optional.of(model);
        } catch (IOException e) {
            LOG.error("a challenger is not asked: {}", e.getMessage());
            unusable.put(bundle, String.valueOf(e.getMessage()));
            found(key, release, null, e.getMessage());
            return Optional.empty();
        }
    }

    /** Why a bundle was refused; null of one that was not. */
    synchronized @Nullable String refusal(String bundleSha256) {
        return refusals.get(bundleSha256);
    }

    /** The model of a bundle that somebody asks for by name; empty where it is of no use. */
    synchronized Optional<Model> onRequest(String referenceId, String bundle) {
        Model known = onRequest.get(bundle);
        for (InService each : byKey.values()) {
            known = each.model().bundleSha256().equals(bundle) ? each.model() : known;
        }
        if (known != null) {
            return Optional.of(known).filter(model -> model.referenceId().equals(referenceId));
        }
        try {
            Model model = read(bundle, referenceId);
            onRequest.put(bundle, model);
            return Optional.of(model);
        } catch (IOException e) {
            LOG.error("samples cannot be scored again: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Model load(String key, ModelRelease release, @Nullable InService before) {
        String bundle = release.getBundleSha256();
        try {
            Model model = read(bundle, release.getReferenceId());
            LOG.info(
                    "bundle {} is in service, {}",
                    bundle,
                    model.drift().isPresent()
                            ? "with drift charts"
                            : "without drift charts: it has no calibration of them");
            found(key, release, bundle, null);
            return model;
        } catch (IOException e) {
            Model serving = before == null ? predecessor(release) : before.model();
            refusals.put(bundle, String.valueOf(e.getMessage()));
            found(key, release, serving == null ? null : serving.bundleSha256(), e.getMessage());
            if (serving == null) {
                throw new UncheckedIOException(e);
            }
            LOG.error("{}: it is refused, {} serves on", e.getMessage(), serving.bundleSha256());
            return serving;
        }
    }

    /** After a restart nothing is in service yet; the release says who was. */
    private @Nullable Model predecessor(ModelRelease release) {
        String previous = release.getPreviousBundleSha256();
        if (previous == null) {
            return null;
        }
        try {
            return read(previous, release.getReferenceId());
        } catch (IOException e) {
            LOG.error("nor can the one before it serve: {}", e.getMessage());
            return null;
        }
    }

    /** @throws IOException where the bundle is missing, damaged, of another reference or of no use */
    private Model read(String bundleSha256, String referenceId) throws IOException {
        try {
            Model known = recent.known(bundleSha256);
            Model model = known == null ? new Model(bundleSha256, bundles.read(store.get(bundleSha256))) : known;
            if (!model.referenceId().equals(referenceId)) {
                throw new InvalidModel(
                        "released for reference " + referenceId + ", it reads the scale of " + model.referenceId());
            }
            recent.keep(bundleSha256, model);
            return model;
        } catch (IOException | UndecodableRecord | InvalidModel | IllegalArgumentException e) {
            throw new IOException("bundle " + bundleSha256 + ": " + e.getMessage(), e);
        }
    }

    private void found(String key, ModelRelease release, @Nullable String serving, @Nullable String refused) {
        Finding finding = new Finding(
                release.getModel(),
                release.getReferenceId(),
                release.getAlias(),
                release.getBundleSha256(),
                serving,
                refused);
        if (!finding.equals(told.get(key))) {
            findings.put(key, finding);
        }
    }

    /** What was found and not told yet. */
    synchronized List<ModelService> untold(Instant now) {
        List<ModelService> news = new ArrayList<>();
        findings.forEach((key, finding) -> news.add(new ModelService(
                finding.model(),
                finding.referenceId(),
                finding.alias(),
                finding.released(),
                finding.serving(),
                finding.refused(),
                now)));
        told.putAll(findings);
        findings.clear();
        return news;
    }
}
