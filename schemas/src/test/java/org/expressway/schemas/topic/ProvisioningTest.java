package org.expressway.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
    @Test
    void rawSamplesAndPredictionsAreKeptForEver() {
        Map<String, String> forEver = Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1");
        assertThat(Provisioning.config(Topics.RAW)).containsAllEntriesOf(forEver);
        assertThat(Provisioning.config(Topics.PREDICTION)).containsAllEntriesOf(forEver);
    }

    @Test
    void aCompactedTopicShowsEveryStageForSixHours() {
        assertThat(Provisioning.config(Topics.CORRECTED))
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.compaction.lag.ms", "21600000");
    }

    @Test
    void deadLettersGoAfterThirtyDays() {
        assertThat(Provisioning.config(Topics.REJECTED))
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "2592000000");
    }

    @Test
    void aDeadLetterHasRoomForTheLargestSampleAndWhyItWasRefused() {
        assertThat(limit(Topics.RAW)).isEqualTo(2 << 20);
        assertThat(limit(Topics.REJECTED)).isEqualTo(3 << 20);
    }

    private static int limit(Topic<String, ?> topic) {
        return Integer.parseInt(Provisioning.config(topic).get("max.message.bytes"));
    }
}
