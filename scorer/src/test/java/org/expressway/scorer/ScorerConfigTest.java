package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerConfigTest {
    private final Map<String, String> env = new HashMap<>(Map.of(
            "EXPRESSWAY_BOOTSTRAP", "kafka:9092",
            "EXPRESSWAY_REGISTRY", "http://registry:8081",
            "EXPRESSWAY_ARTIFACTS", "artifacts",
            "EXPRESSWAY_STATE", "state"));

    @Test
    void whatIsNotSetHasItsDefault() {
        ScorerConfig config = ScorerConfig.from(env);
        assertThat(config)
                .isEqualTo(new ScorerConfig(
                        "kafka:9092", "http://registry:8081", Path.of("artifacts"), "subtype", Path.of("state"), 1));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        env.remove("EXPRESSWAY_BOOTSTRAP");
        env.put("EXPRESSWAY_STATE", " ");
        env.put("EXPRESSWAY_THREADS", "many");
        assertThatThrownBy(() -> ScorerConfig.from(env))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EXPRESSWAY_BOOTSTRAP is not set")
                .hasMessageContaining("EXPRESSWAY_STATE is not set")
                .hasMessageContaining("EXPRESSWAY_THREADS is \"many\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "", "1000"})
    void anImpossibleNumberOfThreadsIsRefused(String threads) {
        env.put("EXPRESSWAY_THREADS", threads);
        assertThatThrownBy(() -> ScorerConfig.from(env)).hasMessageContaining("EXPRESSWAY_THREADS");
    }

    @Test
    void scoringIsExactlyOnceFromTheFirstRecordOn() {
        Properties streams = ScorerConfig.from(env).streams();
        assertThat(streams)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("consumer.auto.offset.reset", "earliest")
                .containsEntry("application.id", ScorerConfig.APPLICATION);
    }
}
