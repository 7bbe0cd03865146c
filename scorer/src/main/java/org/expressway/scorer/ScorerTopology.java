package org.expressway.scorer;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.expressway.schemas.avro.ModelRelease;
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
 * </pre>
 */
final class ScorerTopology {
    static final String RELEASES = "releases";
    static final String SCORED = "scored";
    static final String PREDICTIONS = "predictions";
    static final String SHADOW = "shadow";
    static final String REJECTED = "rejected";

    private final SchemaRegistry registry;
    private final Champions champions;
    private final String model;

    ScorerTopology(SchemaRegistry registry, Champions champions, String model) {
        this.registry = registry;
        this.champions = champions;
        this.model = model;
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
        topology.addSource(
                "corrected",
                Serdes.ByteArray().deserializer(),
                Serdes.ByteArray().deserializer(),
                Topics.CORRECTED.name());
        topology.addProcessor("score", () -> new ScoreSample(registry, champions, model), "corrected");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(SCORED), Serdes.String(), Serdes.String()),
                "score");
        topology.addSink(
                PREDICTIONS,
                Topics.PREDICTION.name(),
                Serdes.ByteArray().serializer(),
                Topics.PREDICTION.valueSerde(registry),
                "score");
        topology.addSink(
                SHADOW,
                Topics.SHADOW.name(),
                Serdes.ByteArray().serializer(),
                Topics.SHADOW.valueSerde(registry),
                "score");
        topology.addSink(
                REJECTED,
                Topics.REJECTED.name(),
                Serdes.ByteArray().serializer(),
                Topics.REJECTED.valueSerde(registry),
                "score");
        return topology;
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
