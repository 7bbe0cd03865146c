package org.expressway.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.command.References;
import org.expressway.cli.command.TrainerProcess;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.ingest.publish.RunPublisher;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.scorer.InvalidModel;
import org.jspecify.annotations.Nullable;

/**
 * The platform's whole job, step by step, against a running platform: publish the history with its labels, build the
 * reference, train, stream the live samples, close their batches, compare.
 */
final class DemoRun {
    /** What a demo was asked to do. */
    record Request(
            DemoCohort cohort,
            CorrectionMethod correction,
            @Nullable String recipe,
            long seed,
            double perSecond,
            Path dataDir) {}

    private static final int MIN_BATCH_SIZE = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LocalPlatform platform;
    private final PlatformOptions options;
    private final Endpoints endpoints;
    private final Request request;
    private final Screen screen;
    private final TopicWatch watch;
    private int rejectedExpected;

    DemoRun(LocalPlatform platform, Request request, Screen screen, TopicWatch watch) {
        this.platform = platform;
        this.options = PlatformOptions.of(platform.endpoints(), request.dataDir());
        this.endpoints = options.endpoints();
        this.request = request;
        this.screen = screen;
        this.watch = watch;
    }

    DemoReport run() throws Exception {
        DemoCohort cohort = request.cohort();
        publishHistory(cohort);
        ReferencePointer reference = buildReference(cohort);
        closeHistory(cohort);
        ModelRelease release = train();
        streamLive(cohort);
        closeLive(cohort);
        return report(cohort, reference, release);
    }

    private void publishHistory(DemoCohort cohort) throws IOException {
        screen.step("publishing %d samples with their labels"
                .formatted(cohort.history().size()));
        new PanelRegistry(endpoints)
                .register("demo", cohort.panel(), options.clock().instant());
        try (TopicProducer<ExpressionSample> samples = new TopicProducer<>(endpoints, Topics.RAW);
                TopicProducer<Label> labels = new TopicProducer<>(endpoints, Topics.LABEL)) {
            for (DemoSample sample : cohort.history()) {
                samples.send(sample.key(), sample.record());
                if (sample.truth() != null) {
                    labels.send(sample.key(), label(sample.record(), sample.truth()));
                }
            }
            samples.flush();
            labels.flush();
        }
    }

    private Label label(ExpressionSample sample, String truth) {
        return new Label(
                sample.getSampleId(),
                sample.getSite(),
                truth,
                "demo",
                options.clock().instant());
    }

    private ReferencePointer buildReference(DemoCohort cohort) throws Exception {
        screen.step("building the reference from " + String.join(", ", cohort.referenceBatches()));
        References references = new References(options);
        ReferencePointer built =
                references.build(cohort.referenceBatches(), request.correction(), MIN_BATCH_SIZE, true);
        screen.say("%d samples, classes %s".formatted(built.getSamples(), built.getClasses()));
        return references.activate(built.getReferenceId());
    }

    private void closeHistory(DemoCohort cohort) {
        screen.step("checking, normalising and correcting the history; closing its batches");
        close(cohort.historyBatches(), cohort.history());
        List<String> keys = keys(cohort.history());
        await(
                "the history to be FINAL",
                () -> watch.corrected().allSettled(keys),
                () -> "%d of %d FINAL".formatted(watch.corrected().settled(), keys.size()));
    }

    private ModelRelease train() throws Exception {
        screen.step("training: logistic regression and a dense network (Deeplearning4j, a process of its own)");
        Path log = request.dataDir().resolve("logs").resolve("trainer.log");
        List<String> arguments = new ArrayList<>(List.of("--seed", Long.toString(request.seed()), "--json"));
        if (request.recipe() != null) {
            arguments.addAll(List.of("--recipe", request.recipe()));
        }
        try (ChildJava trainer =
                TrainerProcess.start(platform.endpoints(), arguments, new ChildCommand.Output.Log(log))) {
            while (trainer.isAlive()) {
                screen.progress(lastLine(log));
                Thread.sleep(200);
            }
            int code = trainer.exit().get();
            if (code != 0) {
                throw new IllegalStateException("the trainer ended with exit code " + code + "; see " + log);
            }
        }
        await("the release", () -> !watch.releases().isEmpty(), () -> "");
        ModelRelease release = watch.releases().get(watch.releases().size() - 1);
        screen.say("released %s as champion: accuracy on held-out subjects %s"
                .formatted(release.getRecipe(), heldOut(release)));
        screen.step("starting the scorer; it scores the history first");
        await("the first prediction", () -> watch.predictions().count() > 0, () -> "");
        await(
                "the history to be scored",
                () -> watch.predictions().allSettled(keys(request.cohort().history())),
                () -> "%d predictions".formatted(watch.predictions().count()));
        return release;
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        return last.startsWith("{") ? "" : last.strip();
    }

    private void streamLive(DemoCohort cohort) throws InterruptedException {
        List<String> keys = keys(cohort.live());
        screen.step("streaming %d samples of %s at %.0f a second"
                .formatted(
                        keys.size(),
                        cohort.liveBatches().isEmpty()
                                ? "closed batches"
                                : String.join(", ", brief(cohort.liveBatches())),
                        request.perSecond()));
        send(cohort, keys);
        if (cohort.withCorruptRecords()) {
            sendCorruptRecords(cohort.live().get(0).record());
        }
        await("the streamed samples to be scored", () -> watch.predictions().hasFirst(keys), () -> live(keys));
        screen.say(live(keys));
    }

    private void send(DemoCohort cohort, List<String> keys) throws InterruptedException {
        Map<String, Long> left = new TreeMap<>(
                cohort.live().stream().collect(Collectors.groupingBy(DemoSample::batchKey, Collectors.counting())));
        long start = System.nanoTime();
        int sent = 0;
        try (TopicProducer<ExpressionSample> samples = new TopicProducer<>(endpoints, Topics.RAW)) {
            for (DemoSample sample : cohort.live()) {
                samples.send(sample.key(), sample.record());
                sent++;
                boolean last = left.merge(sample.batchKey(), -1L, Long::sum) == 0;
                if (last && cohort.closeAsTheyEnd()) {
                    close(List.of(sample.batchKey()), cohort.live());
                }
                pause(start + (long) (sent * 1e9 / request.perSecond()));
                screen.progress(live(keys));
            }
            samples.flush();
        }
    }

    private void sendCorruptRecords(ExpressionSample sample) {
        List<CorruptRecords.Bytes> corrupt = CorruptRecords.after(sample, endpoints.registry());
        Map<String, Object> config =
                Map.of("bootstrap.servers", platform.endpoints().bootstrap(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            corrupt.forEach(
                    bytes -> producer.send(new ProducerRecord<>(Topics.RAW.name(), bytes.key(), bytes.value())));
            producer.flush();
        }
        rejectedExpected += corrupt.size();
    }

    private void closeLive(DemoCohort cohort) {
        List<String> keys = keys(cohort.live());
        if (!cohort.liveBatches().isEmpty() && !cohort.closeAsTheyEnd()) {
            screen.step("closing " + String.join(", ", brief(cohort.liveBatches())) + ": PROVISIONAL turns FINAL");
            close(cohort.liveBatches(), cohort.live());
        }
        await("every streamed sample to be settled", () -> watch.predictions().allSettled(keys), () -> live(keys));
        await("every broken record to be rejected", () -> watch.rejected().size() >= rejectedExpected, () -> "");
        screen.say(live(keys));
    }

    private void close(List<String> batches, List<DemoSample> samples) {
        RunPublisher runs = new RunPublisher(endpoints, options.clock());
        Map<String, List<String>> members = new TreeMap<>();
        samples.forEach(sample -> members.computeIfAbsent(sample.batchKey(), b -> new ArrayList<>())
                .add(sample.record().getSampleId()));
        for (String batch : batches) {
            runs.close(Keys.site(batch), Keys.id(batch), members.getOrDefault(batch, List.of()));
        }
    }

    private String live(Collection<String> keys) {
        PredictionLog log = watch.predictions();
        return "scored %d of %d, FINAL or LATE %d, rejected %d, p50 %.0f ms"
                .formatted(
                        log.firstOf(keys),
                        keys.size(),
                        log.settledOf(keys),
                        watch.rejected().size(),
                        log.latency(keys, .5));
    }

    private DemoReport report(DemoCohort cohort, ReferencePointer reference, ModelRelease release)
            throws IOException, InvalidModel {
        Counterfactual other = Counterfactual.of(options.artifactStore(), release.getBundleSha256());
        List<String> keys = keys(cohort.live());
        PredictionLog log = watch.predictions();
        boolean simulated = cohort.live().get(0).withoutBatchEffect() != null;
        Map<String, Integer> reasons = new TreeMap<>();
        watch.rejected().forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        Map<String, Integer> modes = new TreeMap<>();
        keys.forEach(key -> log.settled(key)
                .ifPresent(p -> modes.merge(p.getCorrectionMode().name(), 1, Integer::sum)));
        return new DemoReport(
                cohort.title(),
                simulated,
                cohort.history().size() + cohort.live().size(),
                keys.size(),
                log.count(),
                watch.rejected().size(),
                reasons,
                Calls.accuracy(cohort.live(), log::first),
                other.accuracy(cohort.live(), Counterfactual::asSent),
                Calls.accuracy(cohort.live(), log::settled),
                simulated ? other.accuracy(cohort.live(), DemoSample::withoutBatchEffect) : null,
                modes,
                log.latency(keys, .5),
                log.latency(keys, .99),
                watch.firstPredictionSeconds(),
                screen.seconds(),
                watch.releases().size(),
                release.getRecipe(),
                heldOut(release),
                reference.getBatches(),
                request.dataDir().toString());
    }

    private static Map<String, Double> heldOut(ModelRelease release) {
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (Metric metric : release.getMetrics()) {
            if (metric.getName().equals("accuracy")) {
                accuracy.put(metric.getOf(), Math.round(metric.getValue() * 1000) / 1000.);
            }
        }
        return accuracy;
    }

    private static List<String> keys(List<DemoSample> samples) {
        return samples.stream().map(DemoSample::key).toList();
    }

    private static List<String> brief(List<String> batches) {
        return batches.size() <= 6 ? batches : List.of(batches.size() + " batches");
    }

    private static void pause(long untilNanos) throws InterruptedException {
        long millis = (untilNanos - System.nanoTime()) / 1_000_000;
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }

    private void await(String what, BooleanSupplier reached, Supplier<String> progress) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            watch.throwFailure();
            if (platform.failure().isCompletedExceptionally()) {
                platform.failure().join();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited %d minutes for %s (%s); the log is in %s"
                        .formatted(
                                PATIENCE.toMinutes(),
                                what,
                                progress.get(),
                                request.dataDir().resolve("logs")));
            }
            screen.progress(progress.get());
            sleepBriefly();
        }
    }

    private static void sleepBriefly() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
