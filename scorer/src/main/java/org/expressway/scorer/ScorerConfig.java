package org.expressway.scorer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.expressway.scorer.drift.DriftSettings;
import org.expressway.scorer.explain.ExplainPolicy;

/**
 * Settings of the scorer.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl schema registry
 * @param artifacts directory of the artifact store
 * @param model name of the model whose champion scores
 * @param stateDir where Kafka Streams keeps its local state
 * @param threads stream threads; partitions are spread over them
 * @param caution beyond what a call is withheld
 * @param explain which predictions carry their explanation from the start
 * @param drift whether charts are kept of what is scored
 */
public record ScorerConfig(
        String bootstrap,
        String registryUrl,
        Path artifacts,
        String model,
        Path stateDir,
        int threads,
        Caution caution,
        ExplainPolicy explain,
        DriftSettings drift) {
    public static final String APPLICATION = "expressway-scorer";

    /** With the usual caution and policy of explaining. */
    public ScorerConfig(
            String bootstrap, String registryUrl, Path artifacts, String model, Path stateDir, int threads) {
        this(bootstrap, registryUrl, artifacts, model, stateDir, threads, Caution.USUAL, ExplainPolicy.ON_ABSTAIN);
    }

    /** With the usual charts. */
    public ScorerConfig(
            String bootstrap,
            String registryUrl,
            Path artifacts,
            String model,
            Path stateDir,
            int threads,
            Caution caution,
            ExplainPolicy explain) {
        this(bootstrap, registryUrl, artifacts, model, stateDir, threads, caution, explain, DriftSettings.USUAL);
    }

    /** The same, its charts by these settings. */
    public ScorerConfig with(DriftSettings charts) {
        return new ScorerConfig(bootstrap, registryUrl, artifacts, model, stateDir, threads, caution, explain, charts);
    }

    /**
     * From the environment, for a scorer that runs as a process of its own.
     *
     * @throws IllegalArgumentException with all faults, one a line
     */
    static ScorerConfig from(Map<String, String> env) {
        List<String> faults = new ArrayList<>();
        String bootstrap = required(env, "EXPRESSWAY_BOOTSTRAP", "Kafka's bootstrap servers, host:port", faults);
        String registry = required(env, "EXPRESSWAY_REGISTRY", "the schema registry's URL", faults);
        String artifacts = required(env, "EXPRESSWAY_ARTIFACTS", "the artifact store's directory", faults);
        String state = required(env, "EXPRESSWAY_STATE", "a directory for local state", faults);
        int threads = threads(env.getOrDefault("EXPRESSWAY_THREADS", "1"), faults);
        Caution caution = Caution.from(env, faults);
        ExplainPolicy explain = explain(env, faults);
        DriftSettings drift = DriftSettings.from(env, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        String model = env.getOrDefault("EXPRESSWAY_MODEL", "subtype");
        return new ScorerConfig(
                bootstrap, registry, Path.of(artifacts), model, Path.of(state), threads, caution, explain, drift);
    }

    private static String required(Map<String, String> env, String key, String meaning, List<String> faults) {
        String value = env.getOrDefault(key, "");
        if (value.isBlank()) {
            faults.add(key + " is not set; set it to " + meaning);
        }
        return value;
    }

    private static ExplainPolicy explain(Map<String, String> env, List<String> faults) {
        String name = env.getOrDefault("EXPRESSWAY_EXPLAIN", ExplainPolicy.ON_ABSTAIN.settingName());
        return ExplainPolicy.named(name).orElseGet(() -> {
            faults.add("EXPRESSWAY_EXPLAIN is \"" + name + "\"; set it to one of " + ExplainPolicy.names());
            return ExplainPolicy.ON_ABSTAIN;
        });
    }

    private static int threads(String text, List<String> faults) {
        if (!text.matches("[1-9]\\d{0,2}")) {
            faults.add("EXPRESSWAY_THREADS is \"" + text + "\"; set it to a number of threads from 1 to 999");
            return 1;
        }
        return Integer.parseInt(text);
    }

    /** Tells a lookahead what is fetched. */
    Properties streams(Lookahead lookahead) {
        Properties properties = streams();
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                FetchedRecords.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(FetchedRecords.LOOKAHEAD), lookahead);
        return properties;
    }

    Properties streams() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                APPLICATION,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                StreamsConfig.STATE_DIR_CONFIG,
                stateDir.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                "100",
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                Integer.toString(threads),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                "-1"));
        // A chart of 20,000 genes has 160 KB; one that finds no room would go to the changelog at every sample.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Integer.toString(64 << 20));
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        // After a kill nobody scores until the dead one's session has run out: 45 s by default.
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), "10000");
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), "256");
        properties.put(StreamsConfig.consumerPrefix("max.partition.fetch.bytes"), Integer.toString(8 << 20));
        properties.put(StreamsConfig.producerPrefix("linger.ms"), "5");
        // An observation of 20,000 genes has 20 KB: with the usual 16 each would be a batch of its own.
        properties.put(StreamsConfig.producerPrefix("batch.size"), Integer.toString(256 << 10));
        properties.put(StreamsConfig.producerPrefix("max.request.size"), Integer.toString(4 << 20));
        return properties;
    }
}
