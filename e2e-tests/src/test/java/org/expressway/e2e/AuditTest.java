package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.expressway.cli.ExitCode;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A platform whose every sample comes out again as it was said; and copies of it that somebody has been at, in which what he
 * did is found and named.
 */
@ExtendWith(Storyteller.class)
class AuditTest {
    private static final List<Topic<String, ?>> COPIED =
            List.of(Topics.CORRECTED, Topics.PREDICTION, Topics.SHADOW, Topics.REFERENCE, Topics.AUDIT);

    private final Story story;

    @TempDir
    private Path folder;

    AuditTest(Story story) {
        this.story = story;
    }

    @BeforeEach
    void anchored() {
        Patience.until(
                "the last events to be seen",
                () -> story.answer("audit", "anchor").code() == ExitCode.OK);
    }

    @Test
    void everySampleIsReproducedAndEveryChainIsWhole() {
        Answer answer = story.answer("audit", "verify", "--all", "--json");
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        JsonNode counts = answer.json().get(0).get("counts");
        int samples = story.cohort().batch("A/run1").size()
                + Story.STUDY_BATCHES.stream()
                        .mapToInt(batch -> story.cohort().batch(batch).size())
                        .sum();
        assertThat(counts.get("samples").asInt()).isGreaterThanOrEqualTo(samples);
        assertThat(counts.get("corrected records reproduced").asLong())
                .isEqualTo(counts.get("corrected records").asLong());
        assertThat(counts.get("predictions reproduced bit for bit").asLong()).isGreaterThanOrEqualTo(samples);
        assertThat(counts.get("anchors").asInt()).isPositive();
    }

    @Test
    void eachServiceHasSaidWhatItDecided() {
        assertThat(kinds("harmonize")).contains("BATCH_CLOSED");
        assertThat(kinds("runs")).containsOnly("RUN_CLOSE_ASKED");
        assertThat(kinds("scorer")).contains("CHAMPION_SERVES");
        assertThat(kinds("references")).contains("REFERENCE_ACTIVATED");
        assertThat(kinds("models/subtype")).containsAnyOf("MODEL_PROMOTED", "MODEL_REFUSED");
        assertThat(story.command("audit", "key").out()).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(story.command("audit", "list", "--csv", "--kind", "batch_closed")
                        .lines())
                .hasSizeGreaterThan(Story.STUDY_BATCHES.size())
                .first()
                .asString()
                .startsWith("at,writer,");
    }

    private List<String> kinds(String writer) {
        return story.command("audit", "list", "--json", "--writer", writer).json().stream()
                .map(event -> event.get("kind").asText())
                .toList();
    }

    @Test
    void oneFlippedBitOfARawRecordIsNamedByItsSample() throws Exception {
        Sample sample = finalSample("B/run1");
        try (EmbeddedBroker broker = new EmbeddedBroker(folder.resolve("kafka"))) {
            for (int place : new int[] {20, 45, -30}) {
                TopicCopy copy = new TopicCopy(story.endpoints().bootstrap(), broker.bootstrap());
                copy.copy(
                        Topics.RAW.name(),
                        true,
                        record -> isAt(record, sample) ? flipped(record, place) : record.value());
                copyOthers(copy, record -> true);
                List<JsonNode> faults = faults(verify(broker, story.endpoints().artifacts(), sample.key()));
                assertThat(faults).as("bit of byte %d", place).isNotEmpty();
                assertThat(faults)
                        .allSatisfy(
                                fault -> assertThat(fault.get("where").asText()).startsWith(sample.key()));
                assertThat(faults.toString()).contains(sample.place());
                Answer untouched = verify(
                        broker,
                        story.endpoints().artifacts(),
                        finalSample("B/run2").key());
                assertThat(untouched.code()).as(untouched.out()).isZero();
                forget(broker);
            }
        }
    }

    @Test
    void aChangedEventAndAChainCutShortAreNamedWithTheirWriters() throws Exception {
        long last = last("runs");
        AtomicReference<String> changed = new AtomicReference<>("");
        try (EmbeddedBroker broker = new EmbeddedBroker(folder.resolve("kafka"))) {
            TopicCopy copy = new TopicCopy(story.endpoints().bootstrap(), broker.bootstrap());
            copy.copy(Topics.RAW.name(), true, ConsumerRecord::value);
            for (Topic<String, ?> topic : COPIED) {
                copy.copy(topic.name(), false, record -> {
                    AuditEvent event = topic == Topics.AUDIT ? event(record) : null;
                    if (event != null && event.getWriter().equals("runs") && event.getSequence() == last) {
                        return null;
                    }
                    boolean first = event != null && event.getWriter().equals("harmonize") && event.getSequence() == 1;
                    changed.compareAndSet("", first ? "harmonize event 1" : "");
                    return first ? flipped(record, indexOf(record.value(), event.getSubject())) : record.value();
                });
            }
            Answer answer = verify(broker, story.endpoints().artifacts());
            List<String> where = faults(answer).stream()
                    .map(fault -> fault.get("where").asText())
                    .toList();
            assertThat(changed).hasValue("harmonize event 1");
            assertThat(where).containsExactlyInAnyOrder("harmonize event 1", "runs event " + last);
            assertThat(answer.out()).contains("the event was changed", "the chain is cut short");
        }
    }

    @Test
    void oneFlippedBitOfAFitOrABundleIsNamedByItsDigest() throws Exception {
        Sample sample = finalSample("B/run1");
        Path artifacts = folder.resolve("artifacts");
        try (Stream<Path> files = Files.walk(Path.of(story.endpoints().artifacts()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to =
                        artifacts.resolve(Path.of(story.endpoints().artifacts()).relativize(file));
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
            }
        }
        Answer whole = verifyHere(artifacts, sample.key());
        assertThat(whole.code()).as(whole.out()).isZero();
        for (String digest : List.of(sample.fit(), sample.bundle(), story.referenceId())) {
            Path file = artifacts.resolve(digest.substring(0, 2)).resolve(digest);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
            Answer answer = verifyHere(artifacts, sample.key());
            assertThat(faults(answer)).isNotEmpty();
            assertThat(answer.out()).contains(digest);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
        }
    }

    /** @param place of its raw record */
    private record Sample(String key, String place, String fit, String bundle) {}

    private Sample finalSample(String batch) {
        String key = Cohort.keys(story.cohort().batch(batch)).get(0);
        CorrectedSample corrected = only(
                Topics.CORRECTED,
                each -> each.getStage() == Stage.FINAL
                        && (each.getSite() + "/" + each.getSampleId()).equals(key)
                        && each.getReferenceId().equals(story.referenceId()));
        Prediction prediction = only(
                Topics.PREDICTION,
                each -> each.getStage() == Stage.FINAL
                        && (each.getSite() + "/" + each.getSampleId()).equals(key)
                        && each.getReferenceId().equals(story.referenceId()));
        String place =
                corrected.getOrigin().getTopic() + "/" + corrected.getOrigin().getPartition() + "/"
                        + corrected.getOrigin().getOffset();
        return new Sample(key, place, Objects.requireNonNull(corrected.getFitId()), prediction.getBundleSha256());
    }

    private <V extends org.apache.avro.specific.SpecificRecord> V only(Topic<String, V> topic, Predicate<V> which) {
        return story.read(topic).stream().filter(which).findFirst().orElseThrow();
    }

    private long last(String writer) {
        return story.read(Topics.AUDIT).stream()
                .filter(event -> event.getWriter().equals(writer))
                .mapToLong(AuditEvent::getSequence)
                .max()
                .orElseThrow();
    }

    private void copyOthers(TopicCopy copy, Predicate<ConsumerRecord<byte[], byte[]>> kept) throws Exception {
        for (Topic<String, ?> topic : COPIED) {
            copy.copy(topic.name(), false, record -> kept.test(record) ? record.value() : null);
        }
    }

    private static boolean isAt(ConsumerRecord<byte[], byte[]> record, Sample sample) {
        return sample.place().equals(record.topic() + "/" + record.partition() + "/" + record.offset());
    }

    private AuditEvent event(ConsumerRecord<byte[], byte[]> record) {
        return Topics.AUDIT
                .valueSerde(SchemaRegistry.at(story.endpoints().registry()))
                .deserialize(record.topic(), record.value());
    }

    /** @param at from the end where it is negative */
    private static byte[] flipped(ConsumerRecord<byte[], byte[]> record, int at) {
        byte[] bytes = record.value().clone();
        bytes[at < 0 ? bytes.length + at : at] ^= 1;
        return bytes;
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static void forget(EmbeddedBroker broker) throws Exception {
        try (var admin = broker.admin()) {
            List<String> all = new ArrayList<>(List.of(Topics.RAW.name()));
            COPIED.forEach(topic -> all.add(topic.name()));
            admin.deleteTopics(all).all().get();
            Patience.until(
                    "the copies to be gone",
                    () -> admin.listTopics().names().get().isEmpty());
        }
    }

    private Answer verify(EmbeddedBroker broker, String artifacts, String... what) {
        return verify(broker.bootstrap(), artifacts, what);
    }

    private Answer verifyHere(Path artifacts, String... what) throws IOException {
        return verify(story.endpoints().bootstrap(), artifacts.toString(), what);
    }

    private Answer verify(String bootstrap, String artifacts, String... what) {
        List<String> arguments = new ArrayList<>(List.of("audit", "verify", "--json", "--bootstrap", bootstrap));
        arguments.addAll(List.of("--registry", story.endpoints().registry(), "--artifacts", artifacts));
        arguments.addAll(List.of("--data-dir", story.data().toString()));
        arguments.addAll(List.of(what));
        return Command.here(arguments.toArray(String[]::new));
    }

    private static List<JsonNode> faults(Answer answer) {
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(ExitCode.BAD_DATA);
        List<JsonNode> faults = new ArrayList<>();
        answer.json().get(0).get("faults").forEach(faults::add);
        return faults;
    }
}
