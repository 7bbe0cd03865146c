package org.expressway.schemas.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * The calls of the Confluent protocol that our client makes, over HTTP and held in memory: register, look up, read by id,
 * set the compatibility. Answers 40401 and 40403 as the real ones do, and 503 while it is {@link #broken}.
 */
public final class InMemoryRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Clients are shared by URL and remember what they registered; a port may come twice, a URL must not. */
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final HttpServer server;
    private final String root = "/registry" + OPENED.incrementAndGet();
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, Set<Integer>> subjects = new HashMap<>();
    private final Map<String, String> compatibility = new HashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean broken;

    /** @param status HTTP status */
    private record Answer(int status, Map<String, ?> body) {
        static Answer of(Map<String, ?> body) {
            return new Answer(200, body);
        }

        static Answer error(int code, String message) {
            return new Answer(code / 100, Map.of("error_code", code, "message", message));
        }
    }

    public InMemoryRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(root + "/", this::respond);
        server.start();
    }

    /** A registry that knows the schema of every topic. */
    public static InMemoryRegistry withTopics() throws IOException {
        InMemoryRegistry registry = new InMemoryRegistry();
        for (Topic<String, ?> topic : Topics.all()) {
            registry.client()
                    .register(RegistrySerde.subject(topic.name()), new RecordCodec<>(topic.valueType()).schema());
        }
        return registry;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + root;
    }

    public SchemaRegistry client() {
        return SchemaRegistry.at(url());
    }

    /** While true every call is answered with 503. */
    public void broken(boolean now) {
        broken = now;
    }

    /** Calls answered so far. */
    public int requests() {
        return requests.get();
    }

    /** What was set for a subject; BACKWARD, as with the real ones, where nothing was. */
    public synchronized String compatibilityOf(String subject) {
        return compatibility.getOrDefault(subject, "BACKWARD");
    }

    private void respond(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Answer answer = broken ? new Answer(503, Map.of("error_code", 50301, "message", "broken")) : answer(exchange);
        byte[] bytes = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer answer(HttpExchange exchange) throws IOException {
        String[] path =
                exchange.getRequestURI().getPath().substring(root.length()).split("/", -1);
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        return switch (exchange.getRequestMethod() + " " + path[1]) {
            case "GET schemas" -> schema(Integer.parseInt(path[3]));
            case "POST subjects" ->
                path.length == 4
                        ? register(path[2], body.get("schema").asText())
                        : find(path[2], body.get("schema").asText());
            case "PUT config" -> configure(path[2], body.get("compatibility").asText());
            default -> new Answer(404, Map.of("error_code", 404, "message", "no such call"));
        };
    }

    private Answer schema(int id) {
        return id < 1 || id > schemas.size()
                ? Answer.error(40403, "schema " + id + " not found")
                : Answer.of(Map.of("schema", schemas.get(id - 1)));
    }

    private Answer register(String subject, String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        int id = schemas.indexOf(schema) + 1;
        subjects.computeIfAbsent(subject, s -> new HashSet<>()).add(id);
        return Answer.of(Map.of("id", id));
    }

    private Answer find(String subject, String schema) {
        Set<Integer> ids = subjects.getOrDefault(subject, Set.of());
        int id = schemas.indexOf(schema) + 1;
        if (ids.isEmpty()) {
            return Answer.error(40401, "subject " + subject + " not found");
        }
        return ids.contains(id)
                ? Answer.of(Map.of("subject", subject, "version", 1, "id", id, "schema", schema))
                : Answer.error(40403, "schema not found");
    }

    private Answer configure(String subject, String level) {
        compatibility.put(subject, level);
        return Answer.of(Map.of("compatibility", level));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
