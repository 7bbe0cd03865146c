package org.expressway.scorer;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.wire.SchemaRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scorer. A fault of the infrastructure stops it, and whoever runs it starts it again. */
public final class Scorer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

    private final KafkaStreams streams;
    private final CopyOnWriteArrayList<Runnable> onFailure = new CopyOnWriteArrayList<>();

    private Scorer(KafkaStreams streams) {
        this.streams = streams;
        streams.setUncaughtExceptionHandler(fault -> {
            LOG.error("the scorer stops: {}", fault.getMessage(), fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                onFailure.forEach(Runnable::run);
            }
        });
    }

    /** @throws IllegalStateException when the topics that have to meet by key have unequal numbers of partitions */
    public static Scorer start(ScorerConfig config) {
        CoPartitioned.require(config.bootstrap());
        Lookahead lookahead = new Lookahead();
        Scoring scoring = Scoring.of(new DirectoryArtifactStore(config.artifacts()), config, lookahead);
        ScorerTopology topology = new ScorerTopology(SchemaRegistry.at(config.registryUrl()), scoring);
        Scorer scorer = new Scorer(new KafkaStreams(topology.build(), config.streams(lookahead)));
        scorer.streams.start();
        return scorer;
    }

    /** Called, from another thread, when the scorer has stopped for a fault. */
    public void onFailure(Runnable action) {
        onFailure.add(action);
    }

    /** Kafka Streams' own word: CREATED, REBALANCING, RUNNING, ERROR … */
    public String state() {
        return streams.state().name();
    }

    @Override
    public void close() {
        // Whoever comes next gets the partitions at once, and not when the session of this one has run out.
        streams.close(CloseOptions.timeout(Duration.ofSeconds(20))
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
