package org.expressway.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.batch.BatchSettings;
import org.expressway.stream.past.PastReader;

/** Entry point on a Flink cluster: settings come from the environment, checkpointing from the cluster's configuration. */
public final class HarmonizeMain {
    private HarmonizeMain() {}

    public static void main(String[] args) throws Exception {
        AvroSafety.apply();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        HarmonizeConfig config = config(System.getenv());
        HarmonizeJob.define(
                env, config.with(PastReader.read(config.bootstrap(), SchemaRegistry.at(config.registryUrl()))));
        env.execute(HarmonizeJob.NAME);
    }

    static HarmonizeConfig config(Map<String, String> env) {
        Settings settings = new Settings(env);
        String bootstrap = settings.text("EXPRESSWAY_BOOTSTRAP", "Kafka's bootstrap servers, host:port");
        String registry = settings.text("EXPRESSWAY_REGISTRY", "the schema registry's URL");
        String artifacts = settings.text("EXPRESSWAY_ARTIFACTS", "the artifact store's directory");
        String reference = settings.digest("EXPRESSWAY_REFERENCE", "the active reference's id");
        long epoch = settings.count("EXPRESSWAY_EPOCH", "the reference's activation number, from 1");
        long lineage = settings.countOr("EXPRESSWAY_REPLAY_EPOCH", 0);
        BatchSettings otherwise = BatchSettings.DEFAULTS;
        Duration batchTimeout = settings.duration("EXPRESSWAY_BATCH_TIMEOUT", otherwise.batchTimeout());
        Duration closeGrace = settings.duration("EXPRESSWAY_CLOSE_GRACE", otherwise.closeGrace());
        int maxBatchSize = settings.number("EXPRESSWAY_MAX_BATCH_SIZE", otherwise.maxBatchSize());
        Duration duplicateWindow = settings.duration("EXPRESSWAY_DUPLICATE_WINDOW", HarmonizeConfig.DUPLICATE_WINDOW);
        settings.refuseFaults();
        BatchSettings batch = new BatchSettings(batchTimeout, closeGrace, otherwise.sliceSize(), maxBatchSize);
        return new HarmonizeConfig(bootstrap, registry, artifacts, reference, epoch, batch, duplicateWindow)
                .withLineage(lineage);
    }
}
