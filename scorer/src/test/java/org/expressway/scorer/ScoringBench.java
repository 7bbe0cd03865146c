package org.expressway.scorer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CellPredictions;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ScoringRequest;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;

/** The scorer's topology with its real serdes, a real artifact store and ONNX Runtime; only Kafka is driven by hand. */
final class ScoringBench implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryRegistry registry = InMemoryRegistry.withTopics();
    private final Lookahead lookahead = new Lookahead();
    private final ArtifactStore store;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, ModelRelease> releases;
    private final TestInputTopic<byte[], byte[]> corrected;
    private final TestInputTopic<byte[], byte[]> cells;
    private final TestInputTopic<String, CallSignature> signatures;
    private final TestInputTopic<String, ScoringRequest> requests;
    private final TestOutputTopic<String, CallAmendment> amendments;
    private final TestOutputTopic<String, ModelService> service;
    private final TestOutputTopic<String, Prediction> predictions;
    private final TestOutputTopic<String, Prediction> shadow;
    private final TestOutputTopic<String, CellPredictions> cellPredictions;
    private final TestOutputTopic<String, DeadLetter> rejected;
    private final TestOutputTopic<String, AuditEvent> audit;

    ScoringBench(Path directory) throws IOException {
        store = new DirectoryArtifactStore(directory.resolve("artifacts"));
        ScorerConfig config = new ScorerConfig(
                "none:9092", registry.url(), directory.resolve("artifacts"), "subtype", directory.resolve("state"), 1);
        ScorerTopology topology = new ScorerTopology(registry.client(), Scoring.of(store, config, lookahead));
        driver = new TopologyTestDriver(topology.build(), config.streams(), NOW);
        releases = driver.createInputTopic(
                Topics.RELEASE.name(), new StringSerializer(), Topics.RELEASE.valueSerde(registry.client()));
        corrected =
                driver.createInputTopic(Topics.CORRECTED.name(), new ByteArraySerializer(), new ByteArraySerializer());
        cells = driver.createInputTopic(
                Topics.CELLS_NORMALIZED.name(), new ByteArraySerializer(), new ByteArraySerializer());
        signatures = input(Topics.SIGNATURE);
        requests = input(Topics.SCORING_REQUEST);
        amendments = output(Topics.AMENDMENT);
        service = output(Topics.SERVICE);
        predictions = output(Topics.PREDICTION);
        shadow = output(Topics.SHADOW);
        cellPredictions = output(Topics.CELL_PREDICTION);
        rejected = output(Topics.REJECTED);
        audit = output(Topics.AUDIT);
    }

    InMemoryRegistry registry() {
        return registry;
    }

    /** Stores a bundle and makes it champion. @return its digest */
    String release(ModelBundle bundle) throws IOException {
        String digest = store.put(new RecordArtifact<>(ModelBundle.class).write(bundle));
        release(digest, ReleaseAlias.CHAMPION);
        return digest;
    }

    void release(String bundleSha256, ReleaseAlias alias) {
        String key =
                "subtype/" + SmallModel.REFERENCE + "/" + (alias == ReleaseAlias.CHAMPION ? "champion" : "challenger");
        releases.pipeInput(key, Samples.release(bundleSha256, alias));
    }

    void release(ModelRelease release) {
        releases.pipeInput(ReleaseBoard.key(release), release);
    }

    /** Takes a release off the board. */
    void withdraw(ReleaseAlias alias) {
        releases.pipeInput(ReleaseBoard.key("subtype", SmallModel.REFERENCE, alias), (ModelRelease) null);
    }

    String store(ModelBundle bundle) throws IOException {
        return store.put(new RecordArtifact<>(ModelBundle.class).write(bundle));
    }

    String store(byte[] bytes) throws IOException {
        return store.put(bytes);
    }

    void send(CorrectedSample sample) {
        String key = Keys.of(sample.getSite(), sample.getSampleId());
        send(new TestRecord<>(Serdes.String().serializer().serialize("", key), bytes(sample)));
    }

    byte[] bytes(CorrectedSample sample) {
        return Topics.CORRECTED.valueSerde(registry.client()).serialize(Topics.CORRECTED.name(), sample);
    }

    /** What the scorer believes to be fetched: nothing, unless a test says so. */
    Lookahead lookahead() {
        return lookahead;
    }

    void send(TestRecord<byte[], byte[]> record) {
        corrected.pipeInput(record);
    }

    void send(NormalizedCells block) {
        String key = Keys.ofBlock(block.getSite(), block.getCaptureId(), block.getBlock());
        byte[] value =
                Topics.CELLS_NORMALIZED.valueSerde(registry.client()).serialize(Topics.CELLS_NORMALIZED.name(), block);
        sendCells(new TestRecord<>(Serdes.String().serializer().serialize("", key), value));
    }

    void sendCells(TestRecord<byte[], byte[]> record) {
        cells.pipeInput(record);
    }

    /** Those made since the last call. */
    List<CellPredictions> cellPredictions() {
        return values(cellPredictions);
    }

    /** Those made since the last call. */
    List<Prediction> predictions() {
        return values(predictions);
    }

    /** The challenger's, made since the last call. */
    List<Prediction> shadow() {
        return values(shadow);
    }

    /** Those made since the last call. */
    List<DeadLetter> rejected() {
        return values(rejected);
    }

    /** What went on record since the last call. */
    List<AuditEvent> audited() {
        return values(audit);
    }

    ArtifactStore store() {
        return store;
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    void sign(CallSignature signature) {
        signatures.pipeInput(Keys.of(signature.getSite(), signature.getSampleId()), signature);
    }

    /** Asks that a sample be scored again by a bundle. */
    void rescore(CorrectedSample sample, String bundleSha256) {
        ScoringRequest request = ScoringRequest.newBuilder()
                .setId("request")
                .setSite(sample.getSite())
                .setSampleId(sample.getSampleId())
                .setReferenceId(sample.getReferenceId())
                .setBundleSha256(bundleSha256)
                .setCorrected(ByteBuffer.wrap(
                        Topics.CORRECTED.valueSerde(registry.client()).serialize(Topics.CORRECTED.name(), sample)))
                .setCorrectedOrigin(new Origin(Topics.CORRECTED.name(), 0, 5L))
                .setReason("a better model")
                .setRequestedBy("ada")
                .setRequestedAt(NOW)
                .build();
        requests.pipeInput(Keys.of(sample.getSite(), sample.getSampleId()), request);
    }

    /** The value of a prediction's record. */
    byte[] bytes(Prediction prediction) {
        return Topics.PREDICTION.valueSerde(registry.client()).serialize(Topics.PREDICTION.name(), prediction);
    }

    /** Lets the wall clock go on. @return what the scorer says of its releases since the last call */
    List<ModelService> service() {
        driver.advanceWallClockTime(TellService.EVERY);
        return values(service);
    }

    /** Those made since the last call. */
    List<CallAmendment> amendments() {
        return values(amendments);
    }

    void label(Label label) {
        input(Topics.LABEL).pipeInput(Keys.of(label.getSite(), label.getSampleId()), label);
    }

    /** What came to a topic since the last call; the topic must be none of those above. */
    <V extends SpecificRecord> List<V> sentTo(Topic<String, V> topic) {
        return values(output(topic));
    }

    private static <V> List<V> values(TestOutputTopic<String, V> topic) {
        return new ArrayList<>(topic.readValuesToList());
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), topic.valueSerde(registry.client()));
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), topic.valueSerde(registry.client()));
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
