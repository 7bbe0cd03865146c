package org.expressway.scorer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Corrected samples to predictions, in one transaction with their offsets.
 *
 * <pre>
 *   model.release.v1 ──(whole, before anything is scored)──► releases ──┐
 *   expression.sample.corrected.v1 ──► ScoreSample ◄────────────────────┘
 *                                        │   ▲
 *                                        │   └─ scored: which stages of a sample have their prediction
 *                                        ├──► subtype.prediction.v1
 *                                        ├──► subtype.prediction.shadow.v1 (the challenger's)
 *                                        └──► expression.sample.rejected.v1
 *   expression.cells.normalized.v1 ──► ScoreCells, likewise ──► cell.prediction.v1, expression.sample.rejected.v1
 * </pre>
 */
final class ScorerTopology {
    static final String RELEASES = "releases";
    static final String SCORED = "scored";
    static final String PREDICTIONS = "predictions";
    static final String SHADOW = "shadow";
    static final String REJECTED = "rejected";
    static final String SCORED_CELLS = "scored-cells";
    static final String CELL_PREDICTIONS = "cell-predictions";
    static final String REJECTED_CELLS = "rejected-cells";

    private final SchemaRegistry registry;
    private final Scoring scoring;

    ScorerTopology(SchemaRegistry registry, Scoring scoring) {
        this.registry = registry;
        this.scoring = scoring;
    }

    Topology build() {
        Topology topology = new Topology();
        RegistrySerde<ModelRelease> releases = Topics.RELEASE.valueSerde(registry);
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(RELEASES), Serdes.String(), releases)
                        .withLoggingDisabled(),
                "release-source",
                Serdes.String().deserializer(),
                releases,
                Topics.RELEASE.name(),
                "keep-releases",
                KeepReleases::new);
        addSamples(topology);
        addCells(topology);
        return topology;
    }

    private void addSamples(Topology topology) {
        addSource(topology, "corrected", Topics.CORRECTED);
        topology.addProcessor("score", () -> new ScoreSample(registry, scoring), "corrected");
        addStore(topology, SCORED, "score");
        addSink(topology, PREDICTIONS, Topics.PREDICTION, "score");
        addSink(topology, SHADOW, Topics.SHADOW, "score");
        addSink(topology, REJECTED, Topics.REJECTED, "score");
    }

    private void addCells(Topology topology) {
        addSource(topology, "cells", Topics.CELLS_NORMALIZED);
        topology.addProcessor(
                "score-cells", () -> new ScoreCells(registry, scoring.champions(), scoring.model()), "cells");
        addStore(topology, SCORED_CELLS, "score-cells");
        addSink(topology, CELL_PREDICTIONS, Topics.CELL_PREDICTION, "score-cells");
        addSink(topology, REJECTED_CELLS, Topics.REJECTED, "score-cells");
    }

    private static void addSource(Topology topology, String name, Topic<?, ?> topic) {
        topology.addSource(
                name, Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic.name());
    }

    private static void addStore(Topology topology, String name, String processor) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String()),
                processor);
    }

    private <V extends SpecificRecord> void addSink(
            Topology topology, String name, Topic<String, V> topic, String processor) {
        topology.addSink(name, topic.name(), Serdes.ByteArray().serializer(), topic.valueSerde(registry), processor);
    }

    /** Keeps the newest release under each key. */
    private static final class KeepReleases implements Processor<String, ModelRelease, Void, Void> {
        @SuppressWarnings("NullAway.Init") // init() runs first
        private KeyValueStore<String, ModelRelease> store;

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(RELEASES);
        }

        @Override
        public void process(Record<String, ModelRelease> record) {
            store.put(record.key(), record.value());
        }
    }
}
