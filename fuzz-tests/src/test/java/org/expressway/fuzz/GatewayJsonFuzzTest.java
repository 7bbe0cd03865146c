package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.expressway.ingest.gateway.JsonRequests;
import org.junit.jupiter.api.Timeout;

/** Bodies of the gateway's requests: taken, or answered with a problem that says why, with the request's own status. */
class GatewayJsonFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Timeout(60)
    @FuzzTest
    void isReadOrRefused(byte[] bytes) throws IOException {
        isTakenOrAnswered(JsonRequests.samples(bytes));
        isTakenOrAnswered(JsonRequests.labels(bytes));
        isTakenOrAnswered(JsonRequests.members(bytes));
    }

    private static void isTakenOrAnswered(Optional<String> answer) throws IOException {
        if (answer.isEmpty()) {
            return;
        }
        JsonNode problem = JSON.readTree(answer.get());
        assertThat(problem.path("status").intValue()).isIn(400, 422);
        assertThat(problem.path("faults")).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.path("seen").textValue()).isNotBlank();
            assertThat(fault.path("expected").textValue()).isNotBlank();
            assertThat(fault.path("remedy").textValue()).isNotBlank();
        });
    }
}
