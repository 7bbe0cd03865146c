package org.expressway.benchmarks.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.expressway.infra.local.LocalBroker;
import org.expressway.infra.local.LocalRegistry;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Rates of {@code expressway publish} against a real broker and registry on this machine. The publisher is a process of
 * its own with 512 MB of heap; beside it, in turn, runs a {@link PlainProducer} of the same bytes with as much. The
 * publisher's seconds are those of its summary: both files read and checked, panel registered, every record encoded,
 * sent and acknowledged; the start of its JVM is not in them.
 */
public final class PublishBenchmark {
    private static final String HEAP = "-Xmx512m";
    private static final String PLAIN = "benchmark.plain";

    private final Path folder;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final int runs;

    private PublishBenchmark(Path folder, LocalBroker broker, LocalRegistry registry, int runs) {
        this.folder = folder;
        this.broker = broker;
        this.registry = registry;
        this.runs = runs;
    }

    /** Arguments: an empty folder to work in, the number of runs of each side, and one delivery's name if not all. */
    public static void main(String[] args) throws Exception {
        AvroSafety.apply();
        Path folder = Path.of(args[0]).toAbsolutePath();
        try (LocalBroker broker = LocalBroker.start(folder.resolve("kafka"));
                LocalRegistry registry = LocalRegistry.start(folder.resolve("registry"), folder.resolve("logs"))) {
            PublishBenchmark benchmark = new PublishBenchmark(folder, broker, registry, Integer.parseInt(args[1]));
            benchmark.provision();
            System.out.printf(
                    "%-24s%10s%34s%34s%8s%n",
                    "delivery", "MB sent", "publish, per s", "plain producer, per s", "ratio");
            for (Delivery delivery : List.of(Delivery.SAMPLES, Delivery.CELLS)) {
                if (args.length < 3 || delivery.name().equals(args[2])) {
                    benchmark.measure(delivery);
                }
            }
        }
    }

    private void provision() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Provisioning(admin, SchemaRegistry.at(registry.url())).run(Provisioning.Settings.LOCAL);
            admin.createTopics(List.of(new NewTopic(PLAIN, Provisioning.Settings.LOCAL.partitions(), (short) 1)))
                    .all()
                    .get();
        }
    }

    private void measure(Delivery delivery) throws IOException, InterruptedException {
        delivery.write(folder);
        double[] published = new double[runs];
        double[] plain = new double[runs];
        long bytes = 0;
        Path records = folder.resolve(delivery.name() + ".records");
        for (int run = -1; run < runs; run++) {
            String summary = publish(delivery);
            double ours = number(summary, "seconds");
            bytes = run < 0
                    ? copy(delivery, (int) number(summary, delivery.blocks() ? "blocks" : "samples"), records)
                    : bytes;
            double theirs = plain(records);
            if (run >= 0) {
                published[run] = delivery.samples() / ours;
                plain[run] = delivery.samples() / theirs;
            }
        }
        System.out.printf(
                "%-24s%10.0f%34s%34s%8.2f%n",
                "%,d x %,d".formatted(delivery.samples(), delivery.genes()),
                bytes / 1e6,
                spread(published),
                spread(plain),
                median(published) / median(plain));
    }

    private long copy(Delivery delivery, int number, Path records) throws IOException {
        String topic = delivery.blocks() ? Topics.CELLS_RAW.name() : Topics.RAW.name();
        return Records.copy(broker.bootstrapServers(), topic, delivery.name() + "/", number, records);
    }

    private String publish(Delivery delivery) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "org.expressway.cli.ExpresswayMain",
                "publish",
                "--already-pseudonymous",
                "--matrix",
                delivery.matrix(folder).toString(),
                "--panel",
                delivery.name(),
                "--unit",
                "counts",
                "--json",
                "--bootstrap",
                broker.bootstrapServers(),
                "--registry",
                registry.url(),
                "--artifacts",
                folder.resolve("artifacts").toString()));
        arguments.addAll(
                delivery.blocks()
                        ? List.of("--cells", "--site", delivery.name(), "--capture", "C1")
                        : List.of("--samples", delivery.sheet(folder).toString()));
        return run(arguments);
    }

    private static double number(String summary, String field) {
        Matcher number = Pattern.compile("\"" + field + "\":([0-9.E-]+)").matcher(summary);
        if (!number.find()) {
            throw new IllegalStateException("no " + field + " in the summary: " + summary);
        }
        return Double.parseDouble(number.group(1));
    }

    private double plain(Path records) throws IOException, InterruptedException {
        return Double.parseDouble(
                run(List.of(PlainProducer.class.getName(), broker.bootstrapServers(), PLAIN, records.toString())));
    }

    /** What a process of its own with the bounded heap says on stdout. */
    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(arguments);
        Path errors = folder.resolve("logs").resolve("child.log");
        Process child = new ProcessBuilder(line).redirectError(errors.toFile()).start();
        String out = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (child.waitFor() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d: %s".formatted(arguments.get(0), child.exitValue(), Files.readString(errors)));
        }
        return out;
    }

    private static String spread(double[] rates) {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        return "%,.0f (%,.0f to %,.0f)".formatted(median(rates), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
