package org.expressway.cli.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.publish.SampleCodec;
import org.expressway.ingest.publish.TopicProducer;
import org.expressway.ingest.simulate.SimulatedDrift;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** The last part of a demo: at one more laboratory the reagent lot changes, and its chart says so. */
record LotChange(DemoStage stage) {
    private static final String SITE = "D";
    private static final int RUN = 20;
    private static final int BEFORE = 80;
    private static final int AFTER = 40;

    /**
     * What the chart said.
     *
     * @param after samples of the laboratory before the new lot
     * @param raisedAt samples that the chart had seen when it raised its alarm; null where it raised none
     * @param cause the diagnosis; null likewise
     * @param genes how many it named
     */
    record Found(
            int after,
            int samples,
            @Nullable Long raisedAt,
            @Nullable String channel,
            @Nullable String cause,
            @Nullable Integer genes) {
        String text() {
            return raisedAt == null
                    ? "not seen in %d samples".formatted(samples - after)
                    : "raised at sample %d by %s: %s, %,d genes named".formatted(raisedAt, channel, cause, genes);
        }
    }

    /** Null where the cohort is none of ours, or the release holds no charts since too few subjects were held out. */
    @Nullable
    Found run(ModelRelease release) throws IOException {
        DemoCohort cohort = stage.cohort();
        if (!cohort.simulated() || cohort.closeAsTheyEnd() || !charted(release)) {
            return null;
        }
        stage.screen()
                .step("laboratory %s sends %d samples; after %d its reagent lot changes"
                        .formatted(SITE, BEFORE + AFTER, BEFORE));
        List<DemoSample> samples = samples();
        send(samples);
        DriftLog drift = stage.watch().drift();
        stage.await(
                "the samples of laboratory " + SITE + " to stand in its chart",
                () -> drift.readings(SITE) >= samples.size() && drift.complete(SITE),
                () -> "charted %d of %d".formatted(drift.readings(SITE), samples.size()));
        Found found = found(drift);
        stage.screen().say(found.text());
        return found;
    }

    private boolean charted(ModelRelease release) throws IOException {
        byte[] bundle = stage.options().artifactStore().get(release.getBundleSha256());
        return new RecordArtifact<>(ModelBundle.class).read(bundle).getDrift() != null;
    }

    private List<DemoSample> samples() {
        SimulatedDrift lot = new SimulatedDrift(SimulatedDrift.Kind.LOT, BEFORE, SimulatedDrift.Kind.LOT.usualSize());
        SimulatedRuns runs = SimulatedRuns.of(
                stage.cohort().panel().size(), 1, RUN, stage.request().seed(), lot);
        List<DemoSample> samples = new ArrayList<>();
        for (int run = 0; run < (BEFORE + AFTER) / RUN; run++) {
            runs.run(1, run).forEach(sample -> samples.add(demoSample(sample)));
        }
        return samples;
    }

    private DemoSample demoSample(SimulatedSample sample) {
        ExpressionSample record = SampleCodec.simulated(
                sample.sentBy(SITE), stage.cohort().panel().id(), Instant.now());
        return new DemoSample(record, sample.subtype(), sample.countsWithoutBatchEffect());
    }

    /** A run at a time, each closed and settled before the next begins, so that the chart sees them in their order. */
    private void send(List<DemoSample> samples) {
        StageLog corrected = stage.watch().corrected();
        try (TopicProducer<ExpressionSample> producer = new TopicProducer<>(stage.endpoints(), Topics.RAW)) {
            for (int from = 0; from < samples.size(); from += RUN) {
                List<DemoSample> run = samples.subList(from, from + RUN);
                run.forEach(sample -> producer.send(sample.key(), sample.record()));
                producer.flush();
                stage.close(List.of(run.get(0).batchKey()), run);
                stage.await(
                        "run " + run.get(0).batchKey() + " to be FINAL",
                        () -> corrected.allSettled(DemoStage.keys(run)),
                        () -> "run " + run.get(0).batchKey());
            }
        }
    }

    private static Found found(DriftLog drift) {
        DriftAlert alarm = drift.raised(SITE);
        return alarm == null
                ? new Found(BEFORE, BEFORE + AFTER, null, null, null, null)
                : new Found(
                        BEFORE,
                        BEFORE + AFTER,
                        alarm.getSamples(),
                        alarm.getChannel().name(),
                        alarm.getCause().name(),
                        drift.genes(alarm));
    }
}
