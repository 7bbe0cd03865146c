package org.expressway.schemas.wire;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The one class that touches the Confluent client (relocated inside Flink's registry jar, since Confluent's own
 * artifacts are not on Maven Central). Speaks to Confluent Schema Registry, Karapace and Apicurio alike.
 */
public final class SchemaRegistry {
    private static final int CACHED_SCHEMAS = 1000;
    /** The protocol's own code; a bare 404 means that the URL is wrong, and is no fault of the record. */
    private static final int SCHEMA_NOT_FOUND = 40403;
    /**
     * A foreign id is asked for once in five minutes, not once a record: the job waits for each answer. Ids are given before the
     * first record that carries them is written, so that a missing one does not come later, unless a lost registry is restored.
     */
    private static final Map<String, ?> CLIENT = Map.of("missing.id.cache.ttl.sec", 300L, "missing.cache.size", 10_000);

    private static final Map<String, SchemaRegistry> SHARED = new ConcurrentHashMap<>();

    private final String url;
    private final CachedSchemaRegistryClient client;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

    private SchemaRegistry(String url) {
        this.url = url;
        this.client = new CachedSchemaRegistryClient(url, CACHED_SCHEMAS, CLIENT);
    }

    /** The registry at a URL such as {@code http://127.0.0.1:8081}; one client, and one cache, a URL and process. */
    public static SchemaRegistry at(String url) {
        return SHARED.computeIfAbsent(url, SchemaRegistry::new);
    }

    public String url() {
        return url;
    }

    /** Registers a schema; the same schema again gives the same id. For provisioning, not for producers. */
    public int register(String subject, Schema schema) {
        try {
            return client.register(subject, new AvroSchema(schema.toString()));
        } catch (IOException | RestClientException e) {
            throw unavailable("register a schema for " + subject, e);
        }
    }

    /** The id of a schema that has been registered. */
    public int idOf(String subject, Schema schema) {
        try {
            return client.getId(subject, new AvroSchema(schema.toString()));
        } catch (IOException | RestClientException e) {
            throw unavailable("find the schema of " + subject + " (run `expressway topics create` first)", e);
        }
    }

    /**
     * The schema that an id stands for.
     *
     * @throws UndecodableRecord when the registry knows no such schema
     * @throws RegistryUnavailable when the registry does not answer
     */
    public Schema schemaOf(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        if (id < 0) {
            throw new UndecodableRecord("schema id " + id + " is negative; no registry gives such an id");
        }
        try {
            String text = client.getSchemaById(id).canonicalString();
            Schema schema = new Schema.Parser().parse(text);
            byId.put(id, schema);
            return schema;
        } catch (RestClientException e) {
            if (e.getErrorCode() == SCHEMA_NOT_FOUND) {
                throw new UndecodableRecord("schema id " + id + " is not in the registry", e);
            }
            throw unavailable("read schema " + id, e);
        } catch (SchemaParseException e) {
            throw new UndecodableRecord("schema id " + id + " is not Avro", e);
        } catch (IOException e) {
            throw unavailable("read schema " + id, e);
        }
    }

    /** Every later schema of the subject must read, and be read by, all earlier ones. */
    public void requireFullTransitive(String subject) {
        try {
            client.updateConfig(subject, new Config("FULL_TRANSITIVE"));
        } catch (IOException | RestClientException e) {
            throw unavailable("set the compatibility of " + subject, e);
        }
    }

    private RegistryUnavailable unavailable(String what, Exception cause) {
        return new RegistryUnavailable(
                "schema registry " + url + ": could not " + what + ": " + cause.getMessage(), cause);
    }
}
