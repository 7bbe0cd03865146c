package org.expressway.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.expressway.stream.batch.BatchSettings;

/** Entry point on a Flink cluster: settings come from the environment, checkpointing from the cluster's configuration. */
public final class HarmonizeMain {
    private HarmonizeMain() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        HarmonizeJob.define(env, config(System.getenv()));
        env.execute(HarmonizeJob.NAME);
    }

    static HarmonizeConfig config(Map<String, String> env) {
        Settings settings = new Settings(env);
        HarmonizeConfig config = new HarmonizeConfig(
                settings.required("EXPRESSWAY_BOOTSTRAP", "Kafka's bootstrap servers, host:port"),
                settings.required("EXPRESSWAY_REGISTRY", "the schema registry's URL"),
                settings.required("EXPRESSWAY_ARTIFACTS", "the artifact store's directory"),
                settings.required("EXPRESSWAY_REFERENCE", "the active reference's id"),
                Long.parseLong(settings.required("EXPRESSWAY_EPOCH", "the reference's activation number")),
                new BatchSettings(
                        settings.duration("EXPRESSWAY_BATCH_TIMEOUT", BatchSettings.DEFAULTS.batchTimeout()),
                        settings.duration("EXPRESSWAY_CLOSE_GRACE", BatchSettings.DEFAULTS.closeGrace()),
                        BatchSettings.DEFAULTS.sliceSize()));
        return config;
    }

    /** Reads the environment. */
    private record Settings(Map<String, String> env) {
        String required(String key, String meaning) {
            String value = env.get(key);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(key + " is not set; set it to " + meaning);
            }
            return value;
        }

        Duration duration(String key, Duration otherwise) {
            String value = env.get(key);
            return value == null ? otherwise : Duration.parse(value);
        }
    }
}
