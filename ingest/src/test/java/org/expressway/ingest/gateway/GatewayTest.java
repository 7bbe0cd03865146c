package org.expressway.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.expressway.ingest.gateway.GatewayClient.Answer;
import org.expressway.ingest.pseudonym.PseudonymKey;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.TestPlatform;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real broker, over real HTTP. Each test sends for a site of its own. */
class GatewayTest {
    private static final Pseudonyms PSEUDONYMS = Pseudonyms.under(PseudonymKey.ofHex("ab".repeat(32)));
    private static final List<String> LOG = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private static Path shared;

    private static TestPlatform platform;
    private static Gateway gateway;
    private static GatewayClient client;

    @BeforeAll
    static void start() throws Exception {
        platform = new TestPlatform(shared);
        gateway = open(settings(shared.resolve("gateway"), 16));
        client = new GatewayClient(gateway.port());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    @Test
    void aSampleBecomesOneRecordWithAllThatItSays() throws Exception {
        Answer answer = client.post("/v1/samples", """
                {"sampleId":"S1","site":"whole","batchId":"R1","subjectId":"P1","unit":"counts","panel":"whole",
                 "assay":"BULK_RNA_SEQ","sex":"female","timepoint":24,"timepointUnit":"hour",
                 "collectedAt":"2026-03-31","specimen":{"preservation":"FFPE","rin":7},
                 "values":{"G1":1,"G2":null,"G3":250.1}}""");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
        ExpressionSample sample = raw("whole").get(0).value();
        assertThat(FloatVector.toArray(sample.getValues())).containsExactly(1, Float.NaN, 250.1f);
        assertThat(sample.getPanelId()).isEqualTo(new Panel(List.of("G1", "G2", "G3")).id());
        assertThat(sample.getUnit()).isEqualTo(ExpressionUnit.COUNTS);
        assertThat(sample.getSubjectId()).isEqualTo(PSEUDONYMS.of("P1")).startsWith("p-");
        assertThat(sample.getSpecimen().getRin()).isEqualTo(7);
        assertThat(sample.getCollectedAt()).isEqualTo(Instant.parse("2026-03-31T00:00:00Z"));
        assertThat(sample.getProvenance().getFileName()).isEqualTo("gateway");
    }

    @Test
    void manySamplesComeInOneRequestByGeneOrInThePanelsOrder() throws Exception {
        String body = "[" + sample("many", "S1", "{\"A\":1,\"B\":200}") + ","
                + sample("many", "S2", "{\"B\":7,\"A\":300}") + "]";
        assertThat(client.post("/v1/samples", body).status()).isEqualTo(201);
        assertThat(client.post("/v1/samples", sample("many", "S3", "[null,500]"))
                        .status())
                .isEqualTo(201);
        assertThat(raw("many"))
                .extracting(read -> read.value().getSampleId()
                        + FloatVector.toArray(read.value().getValues())[0])
                .containsExactlyInAnyOrder("S11.0", "S2300.0", "S3NaN");
    }

    @Test
    void aSampleInAvroIsTakenAsAProducerWritesIt() throws Exception {
        client.post("/v1/samples", sample("avro", "S1", "{\"A\":1,\"B\":200}"));
        ExpressionSample record = ExpressionSample.newBuilder(raw("avro").get(0).value())
                .setSampleId("S2")
                .setSubjectId("P9")
                .setValues(FloatVector.of(Float.NaN, 300))
                .build();
        Answer answer = client.post("/v1/samples", bytes(record), Map.of("Content-Type", "application/avro"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        ExpressionSample sent = raw("avro").get(1).value();
        assertThat(FloatVector.toArray(sent.getValues())).containsExactly(Float.NaN, 300);
        assertThat(sent.getSubjectId()).isEqualTo(PSEUDONYMS.of("P9"));
    }

    @Test
    void faultyAvroIsRefusedWithItsFaults() throws Exception {
        client.post("/v1/samples", sample("bad-avro", "S1", "{\"A\":1,\"B\":200}"));
        ExpressionSample good = raw("bad-avro").get(0).value();
        byte[] negative = bytes(ExpressionSample.newBuilder(good)
                .setSampleId("S/2")
                .setValues(FloatVector.of(-1, 300, 1))
                .build());
        Answer refused = client.post("/v1/samples", negative, Map.of("Content-Type", "application/avro"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("faults").findValuesAsText("field"))
                .containsExactly("sampleId", "values[0]", "values");
        Answer garbage = client.post("/v1/samples", new byte[] {1, 2}, Map.of("Content-Type", "application/avro"));
        assertThat(garbage.status()).isEqualTo(422);
        assertThat(garbage.fault("seen")).contains("first byte 1");
        assertThat(raw("bad-avro")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"400000.5, 599999.5, sum to 1e6", "0.5, 7.25, logarithms"})
    void avroOfAnotherUnitThanDeclaredIsRefusedAsJsonIs(float a, float b, String seen) throws Exception {
        String site = seen.replace(' ', '-');
        client.post("/v1/samples", sample(site, "S1", "{\"A\":1,\"B\":200}"));
        ExpressionSample good = raw(site).get(0).value();
        byte[] declared = bytes(ExpressionSample.newBuilder(good)
                .setSampleId("S2")
                .setValues(FloatVector.of(a, b))
                .build());
        Answer avro = client.post("/v1/samples", declared, Map.of("Content-Type", "application/avro"));
        Answer json = client.post("/v1/samples", sample(site, "S2", "{\"A\":" + a + ",\"B\":" + b + "}"));
        assertThat(avro.status()).as(avro.text()).isEqualTo(422);
        assertThat(avro.fault("seen")).contains(seen).contains("COUNTS");
        assertThat(avro.json().path("faults")).isEqualTo(json.json().path("faults"));
        assertThat(raw(site)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "unit":"counts"          | "unit":"reads"                            | unit
            "unit":"counts"          | "assay":"BULK_RNA_SEQ"                    | unit
            "site":"faults"          | "site":"a/b"                              | site
            "site":"faults"          | "site":""                                 | site
            "site":"faults"          | "site":7                                  | site
            "batchId":"R1"           | "batchId":"R1","BatchID":"R1"             | BatchID
            "batchId":"R1"           | "batchId":null                            | batchId
            "batchId":"R1"           | "batchId":"R1","collectedAt":"31.3.26"    | collectedAt
            "batchId":"R1"           | "batchId":"R1","specimen":{"rin":11}      | specimen.rin
            "batchId":"R1"           | "batchId":"R1","specimen":{"lot":"x"}     | specimen.lot
            "batchId":"R1"           | "batchId":"R1","sex":"1"                  | sex
            "batchId":"R1"           | "batchId":"R1","timepointUnit":"year"     | timepointUnit
            {"A":1,"B":200}          | {"A":"1","B":200}                         | values.A
            {"A":1,"B":200}          | {"A":1e60,"B":200}                        | values.A
            {"A":1,"B":200}          | {}                                        | values
            {"A":1,"B":200}          | [1,2,3]                                   | values
            {"A":1,"B":200}          | {"A":-1,"B":200}                          | values
            {"A":1,"B":200}          | {"A":0.5,"B":7.25}                        | values
            {"A":1,"B":200}          | {"X":1,"Y":200}                           | values
            "batchId":"R1"           | "batchId":"R1","dateOfBirth":"1970-01-01" | dateOfBirth
            """)
    void aFaultIsToldWithItsFieldAndNothingIsSent(String good, String faulty, String field) throws Exception {
        client.post(
                "/v1/samples",
                sample("faults-panel", "S1", "{\"A\":1,\"B\":200}")
                        .replace("\"panel\":\"faults-panel\"", "\"panel\":\"faults\""));
        String sample = sample("faults", "S1", "{\"A\":1,\"B\":200}");
        assertThat(sample).contains(good);
        Answer answer =
                client.post("/v1/samples", "[" + sample.replace("S1", "S0") + "," + sample.replace(good, faulty) + "]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.fault("field")).isEqualTo(field);
        assertThat(answer.fault("row")).isEqualTo("2");
        assertThat(List.of(answer.fault("seen"), answer.fault("expected"), answer.fault("remedy")))
                .doesNotContain("");
        assertThat(answer.json().path("faults")).hasSize(1);
        assertThat(raw("faults")).isEmpty();
    }

    @Test
    void directIdentifiersAreRefusedByName() throws Exception {
        String sample = sample("direct", "S1", "{\"A\":1,\"B\":200}")
                .replace("{\"sampleId\"", "{\"patient_name\":\"Ada L.\",\"Geburtsdatum\":\"1815\",\"sampleId\"");
        Answer answer = client.post("/v1/samples", sample);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("faults").findValuesAsText("field"))
                .containsExactlyInAnyOrder("patient_name", "Geburtsdatum");
        assertThat(answer.text())
                .contains("direct identifier")
                .doesNotContain("Ada")
                .doesNotContain("1815");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "{\"site\":\"a\",\"site\":\"b\"}",
                "{\"values\":[NaN]}",
                "{\"values\":[1e400000000128]}",
                "[[[[[[[[[[[[]]]]]]]]]]]]",
                "\"text\"",
                "[1]",
                "[]"
            })
    void whatIsNoJsonOfOursIsRefused(String body) throws Exception {
        Answer answer = client.post("/v1/samples", body);
        assertThat(answer.status()).as(answer.text()).isIn(400, 422);
        assertThat(answer.json().path("faults")).isNotEmpty();
    }

    @Test
    void labelsAreSent() throws Exception {
        Answer answer = client.post(
                "/v1/labels",
                "[{\"sampleId\":\"S1\",\"site\":\"labels\",\"subtype\":\"LumA\",\"source\":\"tumour board\"},"
                        + "{\"sampleId\":\"S2\",\"site\":\"labels\",\"subtype\":\"Basal\"}]");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(reads(Topics.LABEL, "labels"))
                .extracting(TopicReader.Read::value)
                .extracting(Label::getSubtype, Label::getSource)
                .containsExactlyInAnyOrder(tuple("LumA", "tumour board"), tuple("Basal", "gateway"));
        Answer faulty = client.post("/v1/labels", "{\"sampleId\":\"S3\",\"site\":\"labels\"}");
        assertThat(faulty.status()).isEqualTo(422);
        assertThat(faulty.fault("field")).isEqualTo("subtype");
    }

    @Test
    void aRunIsClosedWithItsMembersListedOrAsPublished() throws Exception {
        client.post("/v1/samples", sample("runs", "S1", "{\"A\":1,\"B\":200}"));
        Answer published = client.post("/v1/runs/R1/close", "{\"site\":\"runs\"}");
        assertThat(published.status()).as(published.text()).isEqualTo(200);
        Answer listed = client.post("/v1/runs/R%202/close", "{\"site\":\"runs\",\"sampleIds\":[\"S2\",\"S1\"]}");
        assertThat(listed.json().path("members").asInt()).isEqualTo(2);
        assertThat(reads(Topics.RUN, "runs"))
                .extracting(TopicReader.Read::value)
                .extracting(RunManifest::getBatchId, RunManifest::getMemberSampleIds)
                .containsExactlyInAnyOrder(tuple("R1", List.of("S1")), tuple("R 2", List.of("S1", "S2")));
        Answer unknown = client.post("/v1/runs/R9/close", "{\"site\":\"runs\"}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.fault("seen")).contains("runs/R9");
    }

    @Test
    void withoutTheTokenNothingIsTaken() throws Exception {
        for (String header : List.of("Bearer wrong", "Basic " + GatewayClient.TOKEN, "Bearer ", GatewayClient.TOKEN)) {
            Answer answer = client.send(HttpRequest.newBuilder(uri("/v1/samples"))
                    .header("Authorization", header)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(sample("token", "S1", "{\"A\":1,\"B\":200}"))));
            assertThat(answer.status()).as(header).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        assertThat(client.send(HttpRequest.newBuilder(uri("/v1/labels")).POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(401);
        assertThat(raw("token")).isEmpty();
    }

    @Test
    void tooLargeABodyIsRefusedWhetherItsLengthIsSaidOrNot() throws Exception {
        byte[] large = new byte[(2 << 20) + 1];
        assertThat(client.post("/v1/samples", large, GatewayClient.JSON).status())
                .isEqualTo(413);
        Answer streamed = client.send(client.request("/v1/samples")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
        assertThat(streamed.status()).isEqualTo(413);
    }

    /** Larger than what the connection holds, so that the client is still sending when the answer is ready. */
    @Test
    void aClientThatIsStillSendingHearsThatItsBodyIsTooLarge() throws Exception {
        byte[] large = new byte[12 << 20];
        for (int time = 0; time < 5; time++) {
            assertThat(client.post("/v1/samples", large, GatewayClient.JSON).status())
                    .isEqualTo(413);
        }
    }

    @Test
    void onlyPlainBodiesOfKnownTypesAreTaken() throws Exception {
        String sample = sample("types", "S1", "{\"A\":1,\"B\":200}");
        assertThat(client.post(
                                "/v1/samples",
                                sample.getBytes(StandardCharsets.UTF_8),
                                Map.of("Content-Type", "text/csv"))
                        .status())
                .isEqualTo(415);
        assertThat(client.post("/v1/labels", new byte[0], Map.of("Content-Type", "application/avro"))
                        .status())
                .isEqualTo(415);
        Answer coded = client.post(
                "/v1/samples",
                sample.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"));
        assertThat(coded.status()).isEqualTo(415);
        assertThat(coded.text()).contains("gzip");
        assertThat(client.post(
                                "/v1/samples",
                                sample.getBytes(StandardCharsets.UTF_8),
                                Map.of("Content-Type", "application/json; charset=utf-8"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theSameKeyAndBodyIsAnsweredAgainAndSentOnce() throws Exception {
        String sample = sample("again", "S1", "{\"A\":1,\"B\":200}");
        Answer first = client.post("/v1/samples", sample, "again-1");
        Answer second = client.post("/v1/samples", sample, "again-1");
        assertThat(second.status()).isEqualTo(first.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(raw("again")).hasSize(1);
        Answer other = client.post("/v1/samples", sample.replace("200", "201"), "again-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(client.post("/v1/labels", sample, "again-1").status()).isEqualTo(422);
        assertThat(raw("again")).hasSize(1);
        assertThat(client.post("/v1/samples", sample, "a key with spaces").status())
                .isEqualTo(400);
    }

    @Test
    void aKeyIsKnownAfterARestart(@TempDir Path folder) throws Exception {
        String sample = sample("restart", "S1", "{\"A\":1,\"B\":200}");
        try (Gateway before = open(settings(folder, 16))) {
            assertThat(new GatewayClient(before.port())
                            .post("/v1/samples", sample, "k")
                            .status())
                    .isEqualTo(201);
            assertThatThrownBy(() -> open(settings(folder, 16)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another gateway");
        }
        try (Gateway after = open(settings(folder, 16))) {
            Answer answer = new GatewayClient(after.port()).post("/v1/samples", sample, "k");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Idempotency-Replayed")).isEqualTo("true");
        }
        assertThat(raw("restart")).hasSize(1);
    }

    @Test
    void moreRequestsThanPlacesAreToldToComeBack(@TempDir Path folder) throws Exception {
        try (Gateway small = open(settings(folder, 1))) {
            GatewayClient other = new GatewayClient(small.port());
            String body = sample("busy", "S1", "{\"A\":1,\"B\":200}");
            try (Socket slow = new Socket("127.0.0.1", small.port())) {
                slow.getOutputStream().write(head(body.length()));
                Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    Answer second = other.post("/v1/labels", "{}");
                    assertThat(second.status()).isEqualTo(429);
                    assertThat(second.header("Retry-After")).isEqualTo("1");
                });
                slow.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 201");
            }
            assertThat(other.post("/v1/labels", "{}").status()).isEqualTo(422);
        }
    }

    private static byte[] head(int length) {
        return ("POST /v1/samples HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + GatewayClient.TOKEN
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void theContractHasEveryRouteOfTheServerAndNoOther() throws Exception {
        Answer contract = client.get("/v1/openapi.json");
        assertThat(contract.json().path("openapi").asText()).startsWith("3.1");
        Set<String> written = new TreeSet<>();
        contract.json()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> written.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = gateway.server().unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint.method.name() + " " + parsed.endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(written).isEqualTo(served).hasSize(5);
    }

    @Test
    void healthNeedsNoTokenAndWhatIsNotThereIsAProblem() throws Exception {
        assertThat(client.get("/health").json().path("status").asText()).isEqualTo("up");
        Answer missing = client.get("/v2/samples");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("detail").asText()).contains("/v1/openapi.json");
        assertThat(client.get("/v1/samples").status()).isEqualTo(405);
    }

    @Test
    void theLogNamesNoSubjectSampleOrRun() throws Exception {
        client.post(
                "/v1/samples", sample("log", "SECRET-S", "{\"A\":1,\"B\":200}").replace("P1", "SECRET-P"));
        client.post("/v1/runs/SECRET-R/close", "{\"site\":\"log\"}");
        client.get("/SECRET-PATH");
        Awaitility.await()
                .untilAsserted(() -> assertThat(LOG)
                        .anyMatch(line -> line.contains("POST /v1/samples 201"))
                        .anyMatch(line -> line.contains("POST /v1/runs/{id}/close"))
                        .anyMatch(line -> line.contains("GET - 404")));
        assertThat(LOG).noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void tenThousandGenesKeepTheirValuesToTheBit() throws Exception {
        String values = IntStream.range(0, 10_000)
                .mapToObj(g -> "\"G" + g + "\":" + (g % 7 == 0 ? "null" : "0." + (g * 7919L + 1)))
                .collect(Collectors.joining(",", "{", "}"));
        String sample = sample("large", "S1", values).replace("counts", "log2");
        assertThat(client.post("/v1/samples", sample).status()).isEqualTo(201);
        float[] sent = FloatVector.toArray(raw("large").get(0).value().getValues());
        for (int g = 0; g < sent.length; g++) {
            float expected = g % 7 == 0 ? Float.NaN : Float.parseFloat("0." + (g * 7919L + 1));
            assertThat(Float.floatToIntBits(sent[g])).as("gene %d", g).isEqualTo(Float.floatToIntBits(expected));
        }
    }

    static GatewaySettings settings(Path folder, int places) {
        return new GatewaySettings(
                "127.0.0.1",
                0,
                GatewayClient.TOKEN,
                folder,
                PSEUDONYMS,
                2 << 20,
                places,
                Duration.ofSeconds(10),
                LOG::add);
    }

    private static Gateway open(GatewaySettings settings) throws Exception {
        return Gateway.start(platform.endpoints(), settings, Clock.systemUTC());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    static String sample(String site, String id, String values) {
        return ("{\"sampleId\":\"%s\",\"site\":\"%s\",\"batchId\":\"R1\",\"subjectId\":\"P1\",\"unit\":\"counts\","
                        + "\"panel\":\"%s\",\"values\":%s}")
                .formatted(id, site, site, values);
    }

    private static byte[] bytes(ExpressionSample sample) {
        return Topics.RAW.valueSerde(platform.endpoints().registry()).serialize(Topics.RAW.name(), sample);
    }

    private static List<TopicReader.Read<ExpressionSample>> raw(String site) {
        return reads(Topics.RAW, site);
    }

    private static <V extends SpecificRecord> List<TopicReader.Read<V>> reads(Topic<String, V> topic, String site) {
        List<TopicReader.Read<V>> reads = new ArrayList<>();
        new TopicReader<>(
                        platform.endpoints().bootstrapServers(),
                        platform.endpoints().registry(),
                        topic)
                .toEnd(read -> {
                    if (read.key().startsWith(site + "/")) {
                        reads.add(read);
                    }
                });
        return reads;
    }
}
