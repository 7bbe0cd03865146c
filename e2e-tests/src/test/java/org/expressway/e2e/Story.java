package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformFile;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ConformalThreshold;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * A platform on which a small cohort has gone the whole way, told once for all tests that look at it:
 *
 * <pre>
 *   site A: published and labelled ─► A/run1 is the reference ─► A/run2 closed ─► model trained on both
 *   site B: published with a control and a blank, then broken records ─► both runs closed
 *   sites C and D: for the tests to send
 * </pre>
 *
 * <p>The references are built without the guard, so that every batch of eight is ComBat's and can be checked against it; what the
 * guard decides is SameBitsTest's.
 *
 * <p>A test that changes something (sends samples, releases a model) must leave the others' facts true.
 */
final class Story implements AutoCloseable {
    /** Exit code of a training whose model its gate has refused. */
    private static final int REFUSED = 6;

    static final String REFERENCE = "A/run1";
    static final List<String> STUDY_BATCHES = List.of("A/run2", "B/run1", "B/run2");
    static final String CONTROL = "B/CONTROL";
    static final String BLANK = "B/BLANK";

    private final Cohort cohort = Cohort.of(
            400,
            11,
            Cohort.plain("A", 96, 2),
            Cohort.shifted("B", 48, 2),
            Cohort.shifted("C", 48, 2),
            Cohort.shifted("D", 48, 2));
    private final Path folder;
    private final LocalPlatform platform;
    private final Follower<CorrectedSample, Sighting> corrected;
    private final Follower<Prediction, Call> calls;
    private final List<BadRecords.Bad> bad;
    private final LabFolder siteB;
    private final String referenceId;
    private final String bundle;

    private Story() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("expressway-story");
        platform = LocalPlatform.start(PlatformSettings.in(data()), step -> {});
        corrected = new Follower<>(endpoints(), Topics.CORRECTED, Sighting::corrected);
        calls = new Follower<>(endpoints(), Topics.PREDICTION, Call::of);
        LabFolder siteA = LabFolder.ofStudy(folder.resolve("A"), cohort.genes(), cohort.site("A"));
        publish(siteA);
        command("label", "--samples", siteA.sheet().toString(), "--label-column", "subtype");
        referenceId = command("reference", "build", "--no-guard", "--batches", REFERENCE)
                .out()
                .strip();
        siteB = LabFolder.write(folder.resolve("B"), cohort.genes(), siteBWithControls());
        publish(siteB);
        bad = new BadRecords(published("B0001"), SchemaRegistry.at(endpoints().registry())).all();
        BadRecords.send(endpoints(), bad);
        command("run", "close", "A/run2");
        awaitFinal(corrected, "A/run2");
        bundle =
                train("--recipe", "logistic", "--seed", "1").get("bundleSha256").asText();
        command("run", "close", "B/run1");
        command("run", "close", "B/run2");
        STUDY_BATCHES.forEach(this::awaitFinalCalls);
    }

    static Story tell() {
        try {
            return new Story();
        } catch (IOException e) {
            throw new AssertionError("the story could not be told: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private List<LabFolder.Column> siteBWithControls() {
        List<LabFolder.Column> columns = new ArrayList<>();
        cohort.site("B").forEach(sample -> columns.add(LabFolder.Column.study(sample)));
        SimulatedSample first = cohort.site("B").get(0);
        columns.add(new LabFolder.Column(named(first, "CONTROL"), "bridge_control"));
        columns.add(new LabFolder.Column(named(first, "BLANK"), "blank"));
        return columns;
    }

    /** The same counts but one, so that it is not the very same sample. */
    private static SimulatedSample named(SimulatedSample of, String id) {
        float[] counts = of.counts().clone();
        counts[0] += id.length();
        return new SimulatedSample(of.site(), of.batchId(), id, id, of.subtype(), counts, counts);
    }

    private ExpressionSample published(String sampleId) {
        return read(Topics.RAW).stream()
                .filter(sample -> sample.getSampleId().equals(sampleId))
                .findFirst()
                .orElseThrow();
    }

    /** Publishes files by the command. */
    void publish(LabFolder lab) {
        command(
                "publish",
                "--already-pseudonymous",
                "--matrix",
                lab.matrix().toString(),
                "--samples",
                lab.sheet().toString());
    }

    /** Runs a command on this platform; it must succeed. */
    Answer command(String... arguments) {
        return answer(arguments).ok();
    }

    /** Runs a command on this platform. */
    Answer answer(String... arguments) {
        return Command.here(onThisPlatform(arguments));
    }

    /** Trains in a process of its own. @return what it says of its model, which its gate may have refused */
    JsonNode train(String... options) throws IOException, InterruptedException {
        String[] arguments =
                Stream.concat(Stream.of("train", "--json"), Stream.of(options)).toArray(String[]::new);
        Answer answer = Command.process(folder, onThisPlatform(arguments));
        List<JsonNode> releases = (answer.code() == REFUSED ? answer : answer.ok()).json();
        assertThat(releases).hasSize(1);
        return releases.get(0);
    }

    private String[] onThisPlatform(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data().toString()))
                .toArray(String[]::new);
    }

    void awaitFinal(Follower<?, Sighting> sightings, String batch) {
        List<Sighting> wanted = last(batch);
        Patience.until(batch + " to be FINAL", () -> sightings.counts().keySet().containsAll(wanted));
    }

    /** Waits until every sample of a batch has its FINAL prediction. */
    void awaitFinalCalls(String batch) {
        List<Sighting> wanted = last(batch);
        Patience.until(
                "FINAL predictions of " + batch,
                () -> calls.seen().stream().map(Call::sighting).toList().containsAll(wanted));
    }

    private List<Sighting> last(String batch) {
        return Cohort.keys(cohort.batch(batch)).stream().map(Sighting::last).toList();
    }

    /** Every committed record of a topic that can be decoded. */
    <V extends SpecificRecord> List<V> read(Topic<String, V> topic) {
        return Committed.records(endpoints(), topic);
    }

    Cohort cohort() {
        return cohort;
    }

    /** An empty place for a test's files. */
    Path files(String name) {
        return folder.resolve(name);
    }

    Path data() {
        return folder.resolve("data");
    }

    LocalPlatform platform() {
        return platform;
    }

    PlatformFile endpoints() {
        return platform.endpoints();
    }

    Follower<CorrectedSample, Sighting> corrected() {
        return corrected;
    }

    Follower<Prediction, Call> calls() {
        return calls;
    }

    List<BadRecords.Bad> bad() {
        return bad;
    }

    LabFolder siteB() {
        return siteB;
    }

    /** The reference made of {@link #REFERENCE}. */
    String referenceId() {
        return referenceId;
    }

    /** The first model. */
    String bundle() {
        return bundle;
    }

    ModelBundle firstBundle() throws IOException, UndecodableRecord {
        return new RecordArtifact<>(ModelBundle.class).read(store().get(bundle));
    }

    /** The first model with its classes' names moved on, so that it calls samples otherwise. */
    ModelBundle renamedBundle(int by) throws IOException, UndecodableRecord {
        ModelBundle first = firstBundle();
        List<String> names = new ArrayList<>(first.getClasses());
        Collections.rotate(names, by);
        List<ConformalThreshold> thresholds = first.getConformalThresholds().stream()
                .map(each -> ConformalThreshold.newBuilder(each)
                        .setSubtype(names.get(first.getClasses().indexOf(each.getSubtype())))
                        .build())
                .toList();
        return ModelBundle.newBuilder(first)
                .setClasses(names)
                .setConformalThresholds(thresholds)
                .build();
    }

    ModelRelease firstRelease() {
        return read(Topics.RELEASE).stream()
                .filter(release -> release.getBundleSha256().equals(bundle))
                .findFirst()
                .orElseThrow();
    }

    ArtifactStore store() {
        return new DirectoryArtifactStore(Path.of(endpoints().artifacts()));
    }

    @Override
    public void close() throws Exception {
        calls.close();
        corrected.close();
        platform.close();
        Trash.delete(folder);
    }
}
