package org.expressway.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.expressway.ingest.gateway.GatewayClient.Answer;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.TestPlatform;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away and comes back on the same port, with the same data. */
class GatewayOutageTest {
    @Test
    void withoutKafkaNothingIsConfirmedAndTheRetryIsSentOnce(@TempDir Path folder) throws Exception {
        GatewaySettings settings = new GatewaySettings(
                "127.0.0.1",
                0,
                GatewayClient.TOKEN,
                folder.resolve("gateway"),
                Pseudonyms.ALREADY,
                2 << 20,
                16,
                Duration.ofSeconds(3),
                line -> {});
        try (TestPlatform platform = new TestPlatform(folder);
                Gateway gateway = Gateway.start(platform.endpoints(), settings, Clock.systemUTC())) {
            GatewayClient client = new GatewayClient(gateway.port());
            String before = GatewayTest.sample("outage", "S1", "{\"A\":1,\"B\":200}");
            String during = GatewayTest.sample("outage", "S2", "{\"A\":1,\"B\":200}");
            assertThat(client.post("/v1/samples", before, "k1").status()).isEqualTo(201);

            platform.broker().close();
            Answer refused = oneIsToldThatTheOtherIsBeingAnswered(client, during, "k2");
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(client.post("/v1/labels", "{\"sampleId\":\"S1\",\"site\":\"outage\",\"subtype\":\"A\"}")
                            .status())
                    .isEqualTo(503);
            assertThat(client.get("/health").status()).isEqualTo(503);
            assertThat(client.post("/v1/samples", before, "k1").status())
                    .as("an answer that was given stands")
                    .isEqualTo(201);
            assertThat(client.post("/v1/samples", before, "k2").status())
                    .as("the key belongs to its body though nothing was confirmed")
                    .isEqualTo(422);

            platform.broker().restart();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.post("/v1/samples", during, "k2").status() == 201);
            Answer again = client.post("/v1/samples", during, "k2");
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(keys(platform)).containsExactlyInAnyOrder("outage/S1", "outage/S2");
        }
    }

    /** Two at once with one key: whichever comes second while the first waits for Kafka hears 409. */
    private static Answer oneIsToldThatTheOtherIsBeingAnswered(GatewayClient client, String body, String key) {
        AtomicReference<Answer> answered = new AtomicReference<>();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> posted(client, body, key));
            Answer one = posted(client, body, key);
            List<Answer> both = List.of(one, other.join());
            assertThat(both).extracting(Answer::status).containsExactlyInAnyOrder(409, 503);
            Answer early = both.get(both.get(0).status() == 409 ? 0 : 1);
            assertThat(early.header("Retry-After")).isEqualTo("1");
            assertThat(early.json().path("title").asText()).isEqualTo("in progress");
            answered.set(both.get(both.get(0).status() == 409 ? 1 : 0));
        });
        return answered.get();
    }

    private static Answer posted(GatewayClient client, String body, String key) {
        try {
            return client.post("/v1/samples", body, key);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> keys(TestPlatform platform) {
        List<String> keys = new ArrayList<>();
        new TopicReader<>(
                        platform.endpoints().bootstrapServers(),
                        platform.endpoints().registry(),
                        Topics.RAW)
                .toEnd(read -> keys.add(read.key()));
        return keys;
    }
}
