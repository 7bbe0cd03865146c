package org.expressway.scorer;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.drift.DriftCharts;
import org.expressway.scorer.drift.DriftNodes;

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
 *                                        ├──► expression.sample.rejected.v1
 *                                        └──► audit.event.v1 (a chain a task)
 *   call.signature.v1 ──► TakeSignature ──┐
 *   scoring.request.v1 ──► Rescore ───────┼──► WatchSigned ──► call.amendment.v1 (a signed call has changed)
 *                     ScoreSample ────────┘        what was found of each release ──► model.service.v1
 *   ScoreSample ──► ObserveDrift ──► … (drift charts: DriftNodes)
 *   expression.cells.normalized.v1 ──► ScoreCells, likewise ──► cell.prediction.v1, expression.sample.rejected.v1, audit.event.v1
 * </pre>
 */
final class ScorerTopology {
    static final String RELEASES = "releases";
    static final String SCORED = "scored";
    static final String PREDICTIONS = "predictions";
    static final String SHADOW = "shadow";
    static final String REJECTED = "rejected";
    static final String SAMPLES = "samples";
    static final String CELLS = "cells";
    static final String WATCH_SIGNED = "watch-signed";
    static final String STANDING = "standing";
    static final String SIGNED = "signed";
    static final String TOLD = "told";
    static final String PREDICTIONS_AGAIN = "predictions-again";
    static final String AMENDMENTS = "amendments";
    static final String AMENDMENTS_AT_SIGNATURE = "amendments-at-signature";
    static final String REJECTED_SIGNATURES = "rejected-signatures";
    static final String REJECTED_REQUESTS = "rejected-requests";
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
        addSignOut(topology);
        addCells(topology);
        scoring.drift()
                .rule()
                .ifPresent(rule ->
                        new DriftNodes(registry, scoring.artifacts(), rule, this::charts).addTo(topology, "score"));
        return topology;
    }

    private Optional<DriftCharts> charts(DriftObservation seen) {
        return scoring.champions()
                .onRequest(seen.getReferenceId(), seen.getBundleSha256())
                .flatMap(Model::drift);
    }

    private void addSamples(Topology topology) {
        addSource(topology, "corrected", Topics.CORRECTED);
        topology.addProcessor("score", () -> new ScoreSample(registry, scoring), "corrected");
        addStore(topology, SCORED, "score");
        addSink(topology, PREDICTIONS, Topics.PREDICTION, "score");
        addSink(topology, SHADOW, Topics.SHADOW, "score");
        addSink(topology, REJECTED, Topics.REJECTED, "score");
        topology.addProcessor("tell-service", () -> new TellService(scoring.champions(), scoring.model()), "score");
        addSink(topology, "service", Topics.SERVICE, "tell-service");
    }

    /** Signatures and requests meet the samples of their key in one task: their topics have as many partitions. */
    private void addSignOut(Topology topology) {
        addSource(topology, "signatures", Topics.SIGNATURE);
        topology.addProcessor("take-signature", () -> new TakeSignature(registry), "signatures");
        addSource(topology, "requests", Topics.SCORING_REQUEST);
        topology.addProcessor("rescore", () -> new Rescore(registry, scoring), "requests");
        topology.addProcessor(WATCH_SIGNED, () -> new WatchSigned(registry), "score", "rescore");
        List.of(STANDING, SIGNED, TOLD).forEach(store -> addValueStore(topology, store));
        topology.connectProcessorAndStateStores("rescore", SCORED);
        addTrail(topology, SAMPLES, "score", "rescore", "take-signature", WATCH_SIGNED);
        addSink(topology, PREDICTIONS_AGAIN, Topics.PREDICTION, "rescore");
        addSink(topology, REJECTED_REQUESTS, Topics.REJECTED, "rescore");
        addSink(topology, REJECTED_SIGNATURES, Topics.REJECTED, "take-signature");
        addSink(topology, AMENDMENTS_AT_SIGNATURE, Topics.AMENDMENT, "take-signature");
        addSink(topology, AMENDMENTS, Topics.AMENDMENT, WATCH_SIGNED);
    }

    private static void addValueStore(Topology topology, String name) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray()),
                WATCH_SIGNED,
                "take-signature",
                "rescore");
    }

    private void addCells(Topology topology) {
        addSource(topology, "cells", Topics.CELLS_NORMALIZED);
        topology.addProcessor(
                "score-cells", () -> new ScoreCells(registry, scoring.champions(), scoring.model()), "cells");
        addStore(topology, SCORED_CELLS, "score-cells");
        addSink(topology, CELL_PREDICTIONS, Topics.CELL_PREDICTION, "score-cells");
        addSink(topology, REJECTED_CELLS, Topics.REJECTED, "score-cells");
        addTrail(topology, CELLS, "score-cells");
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

    /** Cached, so that what changes with every prediction goes to the changelog once a commit. */
    private void addTrail(Topology topology, String name, String... processors) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(TaskTrail.storeOf(name)), Serdes.String(), Serdes.String())
                        .withCachingEnabled(),
                processors);
        addSink(topology, TaskTrail.sinkOf(name), Topics.AUDIT, processors);
    }

    private <V extends SpecificRecord> void addSink(
            Topology topology, String name, Topic<String, V> topic, String... processors) {
        topology.addSink(name, topic.name(), Serdes.ByteArray().serializer(), topic.valueSerde(registry), processors);
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
