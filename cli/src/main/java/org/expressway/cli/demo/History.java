package org.expressway.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.expressway.analysis.qc.QualityOverrides;
import org.expressway.cli.command.References;
import org.expressway.cli.command.TrainerProcess;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.reference.NormalizationRequest;

/** The first half of a demo: what a laboratory already has becomes a reference and a model. */
record History(DemoStage stage) {
    private static final int MIN_BATCH_SIZE = 8;

    void publish() throws IOException {
        DemoCohort cohort = stage.cohort();
        stage.screen()
                .step("publishing %d samples with their labels"
                        .formatted(cohort.history().size()));
        Endpoints endpoints = stage.endpoints();
        new PanelRegistry(endpoints)
                .register("demo", cohort.panel(), stage.options().clock().instant());
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
                stage.options().clock().instant());
    }

    ReferencePointer reference() throws Exception {
        DemoCohort cohort = stage.cohort();
        stage.screen().step("building the reference from " + String.join(", ", cohort.referenceBatches()));
        References references = new References(stage.options());
        ReferencePointer built = references.build(new References.Plan(
                cohort.referenceBatches(),
                stage.request().correction(),
                MIN_BATCH_SIZE,
                true,
                NormalizationRequest.usual(),
                QualityOverrides.NONE,
                true));
        stage.screen().say("%d samples, classes %s".formatted(built.getSamples(), built.getClasses()));
        return references.activate(built.getReferenceId(), false);
    }

    void close() {
        DemoCohort cohort = stage.cohort();
        stage.screen().step("checking, normalising and correcting the history; closing its batches");
        stage.close(cohort.historyBatches(), cohort.history());
        List<String> keys = DemoStage.keys(cohort.history());
        StageLog corrected = stage.watch().corrected();
        stage.await(
                "the history to be FINAL",
                () -> corrected.allSettled(keys),
                () -> "%d of %d FINAL".formatted(corrected.settled(), keys.size()));
    }

    ModelRelease train() throws IOException, ExecutionException, InterruptedException {
        stage.screen().step("training: logistic regression and a dense network (Deeplearning4j, a process of its own)");
        runTrainer();
        stage.await("the release", () -> !stage.watch().releases().isEmpty(), () -> "");
        ModelRelease release = stage.watch().releases().get(0);
        stage.screen()
                .say("released %s as champion: accuracy on held-out subjects %s"
                        .formatted(release.getRecipe(), Calls.heldOut(release)));
        return release;
    }

    private void runTrainer() throws IOException, ExecutionException, InterruptedException {
        Path log = stage.request().dataDir().resolve("logs").resolve("trainer.log");
        try (ChildJava trainer =
                TrainerProcess.start(stage.platform().endpoints(), arguments(), new ChildCommand.Output.Log(log))) {
            while (trainer.isAlive()) {
                stage.screen().progress(lastLine(log));
                DemoStage.sleep(200);
            }
            int code = trainer.exit().get();
            if (code != 0) {
                throw new IllegalStateException("the trainer ended with exit code " + code + "; see " + log);
            }
        }
    }

    private List<String> arguments() {
        List<String> arguments =
                new ArrayList<>(List.of("--seed", Long.toString(stage.request().seed()), "--json"));
        String recipe = stage.request().recipe();
        if (recipe != null) {
            arguments.addAll(List.of("--recipe", recipe));
        }
        return arguments;
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log);
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        return last.startsWith("{") ? "" : last.strip();
    }

    void score() {
        PredictionLog predictions = stage.watch().predictions();
        List<String> keys = DemoStage.keys(stage.cohort().history());
        stage.screen().step("starting the scorer; it scores the history first");
        stage.await(
                "the history to be scored",
                () -> predictions.allSettled(keys),
                () -> "%d predictions".formatted(predictions.count()));
    }
}
