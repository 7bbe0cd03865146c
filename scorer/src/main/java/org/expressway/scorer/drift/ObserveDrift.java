package org.expressway.scorer.drift;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.analysis.drift.Observation;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of each settled sample, once, what it adds to its chart, and sends that to where the chart is. A sample that cannot be
 * observed is none of its chart: that is said in the log, and disturbs no prediction.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
public final class ObserveDrift implements Processor<byte[], Object, byte[], DriftObservation> {
    private static final Logger LOG = LoggerFactory.getLogger(ObserveDrift.class);
    private static final int MOST_SAID = 100;

    private final BeforeCorrection before;
    private final Set<String> said = new HashSet<>();
    private ProcessorContext<byte[], DriftObservation> context;
    private KeyValueStore<String, String> watched;

    ObserveDrift(ArtifactStore artifacts) {
        this.before = new BeforeCorrection(artifacts);
    }

    @Override
    public void init(ProcessorContext<byte[], DriftObservation> context) {
        this.context = context;
        this.watched = context.getStateStore(DriftNodes.WATCHED);
    }

    @Override
    public void process(Record<byte[], Object> record) {
        if (!(record.value() instanceof ScoredSample scored) || !scored.counts()) {
            return;
        }
        CorrectedSample sample = scored.sample();
        String key = Keys.of(sample.getSite(), sample.getSampleId());
        String kept = watched.get(key);
        String label = Watched.earlyLabel(kept);
        if (kept != null && label == null) {
            return;
        }
        try {
            DriftObservation observation = observation(scored);
            Watched now = Watched.of(scored.charts().bundleSha256(), sample, scored.call());
            byte[] chart = Keys.ofChart(sample.getSite(), sample.getInstrument(), sample.getLineage())
                    .getBytes(StandardCharsets.UTF_8);
            context.forward(new Record<>(chart, observation, record.timestamp()));
            Double own = label == null ? null : now.ownProbability(label);
            if (own != null) {
                now = now.withLabel();
                DriftObservation labelled = ObserveLabel.observation(
                        sample.getSite(), sample.getSampleId(), now, own, context.currentSystemTimeMs());
                context.forward(new Record<>(chart, labelled, record.timestamp()));
            }
            watched.put(key, now.toString());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            sayOnce(key, e);
        }
    }

    private DriftObservation observation(ScoredSample scored) {
        CorrectedSample sample = scored.sample();
        boolean control = scored.prediction() == null;
        Observation seen = seen(scored, before.of(sample));
        return SentObservation.into(DriftObservation.newBuilder(), seen)
                .setSite(sample.getSite())
                .setInstrument(sample.getInstrument())
                .setLineage(sample.getLineage())
                .setSampleId(sample.getSampleId())
                .setBatchId(sample.getBatchId())
                .setReferenceId(sample.getReferenceId())
                .setBundleSha256(scored.charts().bundleSha256())
                .setControl(control)
                .setObservedAt(Instant.ofEpochMilli(context.currentSystemTimeMs()))
                .build();
    }

    private static Observation seen(ScoredSample scored, float[] normalised) {
        DriftCharts charts = scored.charts();
        Prediction prediction = scored.prediction();
        if (prediction == null) {
            return charts.reference().observeControl(normalised, scored.kindOfControl());
        }
        Observation seen = charts.reference().observe(charts.profile(normalised, scored.latent(), prediction));
        return scored.call() == null ? seen.withoutCall() : seen;
    }

    private void sayOnce(String key, RuntimeException why) {
        String reason = String.valueOf(why.getMessage());
        if (said.size() < MOST_SAID && said.add(reason)) {
            LOG.warn("{} stands in no drift chart: {}", key, reason);
        }
    }
}
