package org.expressway.scorer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.infra.local.LocalBroker;
import org.expressway.infra.local.LocalRegistry;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Samples a second through the scorer as a process of its own, exactly once, from a broker on this machine: corrected samples stand
 * in their topic, the scorer starts, and time runs from the first {@value #WARM} committed predictions to the last one.
 */
public final class StreamSpeed implements AutoCloseable {
    private static final int WARM = 4_000;
    private static final int COUNTED = 6_000;

    private final Path folder;
    private final ModelBundle bundle;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final Counted predictions;
    private final Counted readings;
    private int sent;

    private StreamSpeed(Path folder, ModelBundle bundle) {
        this.folder = folder;
        this.bundle = bundle;
        this.broker = LocalBroker.start(folder.resolve("kafka"));
        this.registry = LocalRegistry.start(folder.resolve("registry"), folder.resolve("logs"));
        this.predictions = new Counted(broker.bootstrapServers());
        this.readings = new Counted(broker.bootstrapServers());
    }

    /** Arguments: file of a bundle, an empty folder to work in, number of runs, and the policy of explaining. */
    public static void main(String[] args) throws Exception {
        AvroSafety.apply();
        ModelBundle bundle = new RecordArtifact<>(ModelBundle.class).read(Files.readAllBytes(Path.of(args[0])));
        try (StreamSpeed speed = new StreamSpeed(Path.of(args[1]).toAbsolutePath(), bundle)) {
            speed.provision();
            speed.print(Integer.parseInt(args[2]), args[3]);
        }
    }

    /** Without charts of drift and with them by turns. */
    private void print(int runs, String explained) throws IOException, InterruptedException {
        double[][] rates = new double[2][runs];
        for (int run = 0; run < runs; run++) {
            for (int charted = 0; charted < 2; charted++) {
                rates[charted][run] = rate(explained, charted == 1);
                System.out.printf(
                        Locale.ROOT,
                        "run %d, drift %s: %,.0f samples/s%n",
                        run + 1,
                        charted == 1 ? "charted" : "off",
                        rates[charted][run]);
            }
        }
        for (int charted = 0; charted < 2; charted++) {
            Arrays.sort(rates[charted]);
            System.out.printf(
                    Locale.ROOT,
                    "through Kafka, exactly once, %d genes, explained %s, drift %s: %,.0f samples/s (%,.0f to %,.0f); load %.1f%n",
                    bundle.getImputation().size(),
                    explained,
                    charted == 1 ? "charted" : "off",
                    rates[charted][runs / 2],
                    rates[charted][0],
                    rates[charted][runs - 1],
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private void provision() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Provisioning(admin, SchemaRegistry.at(registry.url())).run(Provisioning.Settings.LOCAL);
        }
        predictions.fromBeginning(Topics.PREDICTION.name());
        readings.fromBeginning(Topics.DRIFT_READING.name());
        String digest =
                new DirectoryArtifactStore(artifacts()).put(new RecordArtifact<>(ModelBundle.class).write(bundle));
        ModelRelease release = ModelRelease.newBuilder()
                .setModel(bundle.getModel())
                .setReferenceId(bundle.getReferenceId())
                .setPanelId(bundle.getPanelId())
                .setAlias(ReleaseAlias.CHAMPION)
                .setBundleSha256(digest)
                .setRecipe(bundle.getRecipe())
                .setClasses(bundle.getClasses())
                .setMetrics(List.of())
                .setDataFingerprint(bundle.getDataFingerprint())
                .setSamples(1)
                .setSubjects(1)
                .setTestSubjects(1)
                .setSeed(1)
                .setReleasedBy("benchmark")
                .setReleasedAt(Instant.now())
                .build();
        try (AtomicWriter writer = AtomicWriter.ofMany(broker.bootstrapServers(), SchemaRegistry.at(registry.url()))) {
            writer.commit(transaction -> transaction.put(Topics.RELEASE, ReleaseBoard.key(release), release));
        }
    }

    /** With charts it is samples that come to stand in their chart, while others are scored. */
    private double rate(String explained, boolean charted) throws IOException, InterruptedException {
        send(WARM + COUNTED);
        int before = predictions.seen;
        int read = readings.seen;
        Process scorer = scorer(explained, charted);
        try {
            await(predictions, before + WARM, scorer);
            Counted counted = charted ? readings : predictions;
            counted.poll();
            int from = counted.seen;
            long start = System.nanoTime();
            await(predictions, sent, scorer);
            await(counted, charted ? read + WARM + COUNTED : sent, scorer);
            return (counted.seen - from) / ((System.nanoTime() - start) / 1e9);
        } finally {
            scorer.destroy();
            scorer.waitFor();
        }
    }

    private void send(int count) {
        try (KafkaProducer<String, CorrectedSample> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        4 << 20,
                        "batch.size",
                        512 << 10,
                        "linger.ms",
                        5),
                new StringSerializer(),
                Topics.CORRECTED.valueSerde(SchemaRegistry.at(registry.url())))) {
            IntStream.range(sent, sent + count)
                    .mapToObj(i -> SpeedSamples.of(bundle, i))
                    .forEach(sample -> {
                        var unused = producer.send(
                                new ProducerRecord<>(Topics.CORRECTED.name(), "A/" + sample.getSampleId(), sample));
                    });
            producer.flush();
        }
        sent += count;
    }

    private void await(Counted topic, int wanted, Process scorer) throws IOException {
        while (topic.seen < wanted) {
            topic.poll();
            if (!scorer.isAlive()) {
                throw new IOException(
                        "the scorer has ended with " + scorer.exitValue() + "; its log is " + Files.readString(log()));
            }
        }
    }

    /** How many committed records of a topic have been seen. */
    private static final class Counted implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private int seen;

        Counted(String bootstrap) {
            this.consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }

        void fromBeginning(String topic) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        void poll() {
            seen += consumer.poll(Duration.ofMillis(20)).count();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private Process scorer(String explained, boolean charted) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ScorerMain.class.getName()));
        ProcessBuilder scorer =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        scorer.environment()
                .putAll(Map.of(
                        "EXPRESSWAY_BOOTSTRAP", broker.bootstrapServers(),
                        "EXPRESSWAY_REGISTRY", registry.url(),
                        "EXPRESSWAY_ARTIFACTS", artifacts().toString(),
                        "EXPRESSWAY_STATE", folder.resolve("state").toString(),
                        "EXPRESSWAY_EXPLAIN", explained,
                        "EXPRESSWAY_DRIFT", charted ? "1000" : "off"));
        return scorer.start();
    }

    private Path artifacts() {
        return folder.resolve("artifacts");
    }

    private Path log() {
        return folder.resolve("scorer.log");
    }

    @Override
    public void close() {
        predictions.close();
        readings.close();
        registry.close();
        broker.close();
    }
}
