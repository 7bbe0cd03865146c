package org.expressway.scorer.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tells a sample's chart what the model had given to the class that was confirmed, once a sample. A label that comes before its
 * sample waits for it. Those that taught the model count too: it is sure of them, so they bring the martingale to where it rests, and it has
 * forgotten them after a few others.
 */
@SuppressWarnings("NullAway.Init") // init() runs first
public final class ObserveLabel implements Processor<byte[], byte[], byte[], DriftObservation> {
    private final RegistrySerde<Label> serde;
    private ProcessorContext<byte[], DriftObservation> context;
    private KeyValueStore<String, String> watched;

    ObserveLabel(SchemaRegistry registry) {
        this.serde = Topics.LABEL.valueSerde(registry);
    }

    @Override
    public void init(ProcessorContext<byte[], DriftObservation> context) {
        this.context = context;
        this.watched = context.getStateStore(DriftNodes.WATCHED);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() != null && record.value() == null) {
            forgetEarly(new String(record.key(), StandardCharsets.UTF_8));
        }
        Label label = label(record);
        if (label == null) {
            return;
        }
        String key = label.getSite() + "/" + label.getSampleId();
        String kept = watched.get(key);
        if (kept == null || Watched.earlyLabel(kept) != null) {
            watched.put(key, Watched.early(label.getSubtype()));
            return;
        }
        Watched sample = Watched.parse(kept);
        Double own = sample.ownProbability(label.getSubtype());
        if (own != null) {
            watched.put(key, sample.withLabel().toString());
            byte[] chart = Keys.ofChart(label.getSite(), sample.instrument(), sample.lineage())
                    .getBytes(StandardCharsets.UTF_8);
            DriftObservation observation =
                    observation(label.getSite(), label.getSampleId(), sample, own, context.currentSystemTimeMs());
            context.forward(new Record<>(chart, observation, record.timestamp()));
        }
    }

    /** A label that was taken back before its sample came. */
    private void forgetEarly(String key) {
        if (Watched.earlyLabel(watched.get(key)) != null) {
            watched.delete(key);
        }
    }

    /** Null for a label that was taken back, and for bytes that are none: whoever trains counts those. */
    private @Nullable Label label(Record<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : serde.deserialize(Topics.LABEL.name(), record.value());
        } catch (UndecodableRecord e) {
            return null;
        }
    }

    /** @param own calibrated probability of the class that its label names */
    static DriftObservation observation(String site, String sampleId, Watched sample, double own, long now) {
        return DriftObservation.newBuilder()
                .setSite(site)
                .setInstrument(sample.instrument().isEmpty() ? null : sample.instrument())
                .setLineage(sample.lineage().isEmpty() ? null : sample.lineage())
                .setSampleId(sampleId)
                .setBatchId(sample.batch())
                .setReferenceId(sample.reference())
                .setBundleSha256(sample.bundle())
                .setEnergyMean(Double.NaN)
                .setEnergySd(Double.NaN)
                .setGenes(ByteBuffer.allocate(0))
                .setConfidence(Double.NaN)
                .setAmbiguity(Double.NaN)
                .setOwnProbability(own)
                .setObservedAt(Instant.ofEpochMilli(now))
                .build();
    }
}
