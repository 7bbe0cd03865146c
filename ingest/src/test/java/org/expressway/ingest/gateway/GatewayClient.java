package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a LIMS does. */
final class GatewayClient {
    static final String TOKEN = "a-token-for-tests-of-32-characters";
    static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    GatewayClient(int port) {
        base = "http://127.0.0.1:" + port;
    }

    record Answer(int status, String text, HttpResponse<String> whole) {
        JsonNode json() {
            try {
                return MAPPER.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        /** The named field of the first fault. */
        String fault(String field) {
            return json().path("faults").path(0).path(field).asText();
        }

        String header(String name) {
            return whole.headers().firstValue(name).orElse("");
        }
    }

    Answer post(String path, String body) throws Exception {
        return post(path, body.getBytes(StandardCharsets.UTF_8), JSON);
    }

    Answer post(String path, String body, String idempotencyKey) throws Exception {
        return post(
                path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Content-Type", "application/json", "Idempotency-Key", idempotencyKey));
    }

    Answer post(String path, byte[] body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    Answer get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + TOKEN);
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }
}
