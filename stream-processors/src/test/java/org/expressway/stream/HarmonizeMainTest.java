package org.expressway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.expressway.stream.batch.BatchSettings;
import org.junit.jupiter.api.Test;

final class HarmonizeMainTest {
    private static final Map<String, String> COMPLETE = Map.of(
            "EXPRESSWAY_BOOTSTRAP", "kafka:9092",
            "EXPRESSWAY_REGISTRY", "http://registry:8081",
            "EXPRESSWAY_ARTIFACTS", "/artifacts",
            "EXPRESSWAY_REFERENCE", "a".repeat(64),
            "EXPRESSWAY_EPOCH", "2");

    @Test
    void theEnvironmentIsTheConfiguration() {
        Map<String, String> env = new HashMap<>(COMPLETE);
        env.put("EXPRESSWAY_CLOSE_GRACE", "PT5M");
        env.put("EXPRESSWAY_MAX_BATCH_SIZE", "500");
        env.put("EXPRESSWAY_REPLAY_EPOCH", "2");
        env.put("EXPRESSWAY_DUPLICATE_WINDOW", "P7D");

        HarmonizeConfig config = HarmonizeMain.config(env);

        assertThat(config.bootstrap()).isEqualTo("kafka:9092");
        assertThat(config.epoch()).isEqualTo(2);
        assertThat(config.batch().closeGrace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.batch().maxBatchSize()).isEqualTo(500);
        assertThat(config.lineage()).isEqualTo(2);
        assertThat(config.duplicateWindow()).isEqualTo(Duration.ofDays(7));
        assertThat(config.batch().batchTimeout()).isEqualTo(BatchSettings.DEFAULTS.batchTimeout());
    }

    @Test
    void everythingThatIsMissingIsToldAtOnce() {
        assertThatThrownBy(() -> HarmonizeMain.config(Map.of("EXPRESSWAY_REGISTRY", "  ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(COMPLETE.keySet().toArray(String[]::new))
                .hasMessageContaining("EXPRESSWAY_BOOTSTRAP is not set; set it to Kafka's bootstrap servers");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithWhatWasSeen() {
        Map<String, String> env = new HashMap<>(COMPLETE);
        env.put("EXPRESSWAY_REFERENCE", "latest");
        env.put("EXPRESSWAY_EPOCH", "0");
        env.put("EXPRESSWAY_BATCH_TIMEOUT", "30m");
        env.put("EXPRESSWAY_CLOSE_GRACE", "PT-1S");
        env.put("EXPRESSWAY_MAX_BATCH_SIZE", "many");

        assertThatThrownBy(() -> HarmonizeMain.config(env))
                .hasMessageContainingAll("\"latest\"", "\"0\"", "\"30m\"", "\"PT-1S\"", "\"many\"", "such as PT30M")
                .hasMessageNotContaining("EXPRESSWAY_BOOTSTRAP");
    }
}
