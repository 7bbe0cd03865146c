package org.expressway.scorer.drift;

import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.DriftObservation;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * The charts' part of the scorer's topology.
 *
 * <pre>
 *   score ──► ObserveDrift ──┬──► drift.observation.v1 ──► AdvanceCharts ──► drift.reading.v1
 *             drift-watched  │                             drift-charts  ├──► drift.alert.v1
 *   subtype.label.v1 ──► ObserveLabel                                    └──► model.request.v1
 * </pre>
 *
 * @param charts those of the bundle that an observation names; empty where it has none
 */
public record DriftNodes(
        SchemaRegistry registry,
        ArtifactStore artifacts,
        AlarmRule rule,
        Function<DriftObservation, Optional<DriftCharts>> charts) {
    /** Where scored samples are sent. */
    public static final String OBSERVE = "observe-drift";

    static final String WATCHED = "drift-watched";
    static final String CHARTS = "drift-charts";
    static final String READINGS = "drift-readings";
    static final String ALERTS = "drift-alerts";
    static final String REQUESTS = "drift-requests";
    /** Sorts behind the topics of samples, so that the numbers of the scorer's other tasks stay what they were. */
    private static final String OBSERVATIONS = "drift-observations";

    private static final String LABELLED = "observe-label";
    private static final String ADVANCE = "drift-advance";

    /** @param parent the processor that forwards {@link ScoredSample}s */
    public void addTo(Topology topology, String parent) {
        topology.addProcessor(OBSERVE, () -> new ObserveDrift(artifacts), parent);
        addSource(topology, "labels", Topics.LABEL);
        topology.addProcessor(LABELLED, () -> new ObserveLabel(registry), "labels");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(WATCHED), Serdes.String(), Serdes.String()),
                OBSERVE,
                LABELLED);
        addSink(topology, "drift-observed", Topics.DRIFT_OBSERVATION, OBSERVE, LABELLED);
        addSource(topology, OBSERVATIONS, Topics.DRIFT_OBSERVATION);
        topology.addProcessor(ADVANCE, () -> new AdvanceCharts(registry, rule, charts), OBSERVATIONS);
        // Cached, so that a chart goes to the changelog once a commit and not once a sample.
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(CHARTS), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled(),
                ADVANCE);
        addSink(topology, READINGS, Topics.DRIFT_READING, ADVANCE);
        addSink(topology, ALERTS, Topics.DRIFT_ALERT, ADVANCE);
        addSink(topology, REQUESTS, Topics.REQUEST, ADVANCE);
    }

    private static void addSource(Topology topology, String name, Topic<String, ?> topic) {
        topology.addSource(
                name, Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), topic.name());
    }

    private <V extends SpecificRecord> void addSink(
            Topology topology, String name, Topic<String, V> topic, String... parents) {
        topology.addSink(name, topic.name(), Serdes.ByteArray().serializer(), topic.valueSerde(registry), parents);
    }
}
