package org.expressway.trainer.release;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.evaluate.Metrics;
import org.expressway.trainer.snapshot.Snapshot;
import org.expressway.trainer.topic.Endpoints;
import org.expressway.trainer.topic.TopicWriter;
import org.jspecify.annotations.Nullable;

/** Champions of one model name, as the release topic has them. */
public final class Releases {
    private final Endpoints endpoints;
    private final String model;

    public Releases(Endpoints endpoints, String model) {
        this.endpoints = endpoints;
        this.model = model;
    }

    /** The model in force for a reference. */
    public Optional<ModelRelease> champion(String referenceId) {
        String key = key(referenceId);
        Map<String, ModelRelease> last = new HashMap<>();
        endpoints.reader(Topics.RELEASE).toEnd(read -> {
            ModelRelease release = read.value();
            if (release == null) {
                last.remove(read.key());
            } else {
                last.put(read.key(), release);
            }
        });
        return Optional.ofNullable(last.get(key));
    }

    /**
     * Stores the bundle, then announces it as champion.
     *
     * @throws IOException when the bundle could not be stored; nothing is announced then
     */
    public ModelRelease release(Snapshot snapshot, Choice choice, long seed, Instant at) throws IOException {
        String bundle = endpoints.artifacts().put(Bundle.of(model, snapshot, choice, seed));
        String referenceId = snapshot.reference().referenceId();
        ModelRelease release = record(snapshot, choice)
                .setBundleSha256(bundle)
                .setSeed(seed)
                .setPreviousBundleSha256(before(referenceId, bundle))
                .setReleasedAt(at)
                .build();
        new TopicWriter(endpoints).write(Topics.RELEASE, key(referenceId), release);
        return release;
    }

    /** The last champion that was another bundle; releasing the same one again does not make it its own predecessor. */
    private @Nullable String before(String referenceId, String bundle) {
        return champion(referenceId)
                .map(last ->
                        last.getBundleSha256().equals(bundle) ? last.getPreviousBundleSha256() : last.getBundleSha256())
                .orElse(null);
    }

    private String key(String referenceId) {
        return model + "/" + referenceId + "/champion";
    }

    private ModelRelease.Builder record(Snapshot snapshot, Choice choice) {
        return ModelRelease.newBuilder()
                .setModel(model)
                .setReferenceId(snapshot.reference().referenceId())
                .setPanelId(snapshot.reference().panelId())
                .setAlias(ReleaseAlias.CHAMPION)
                .setRecipe(choice.released().recipe())
                .setClasses(snapshot.set().classes())
                .setMetrics(metrics(choice))
                .setDataFingerprint(snapshot.fingerprint())
                .setSamples(snapshot.set().samples())
                .setSubjects(snapshot.set().stratumOfSubject().size())
                .setTestSubjects(testSubjects(snapshot, choice))
                .setReferenceSubjectsInTest(choice.split().referenceSubjectsInTest())
                .setReleasedBy("trainer");
    }

    private static int testSubjects(Snapshot snapshot, Choice choice) {
        return (int) Arrays.stream(choice.split().test())
                .mapToObj(snapshot.set().subjects()::get)
                .distinct()
                .count();
    }

    /** Test figures under each recipe's name, and those of the first recipe once more as the baseline. */
    private static List<Metric> metrics(Choice choice) {
        List<Metric> metrics = new ArrayList<>();
        for (Candidate candidate : choice.candidates()) {
            named(candidate.model().recipe(), candidate.test()).forEach(metrics::add);
        }
        named("baseline", choice.candidates().get(0).test()).forEach(metrics::add);
        return metrics;
    }

    private static Stream<Metric> named(String of, Metrics figures) {
        return figures.byName().entrySet().stream().map(figure -> new Metric(figure.getKey(), of, figure.getValue()));
    }
}
