package org.expressway.ingest.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.Fault;

/**
 * Reads JSON from outside: bounded in depth and in the length of names, texts and numbers; a field that stands twice is
 * refused; decimals stay decimals until they become a float, so that the same digits give the same bits as in a file.
 */
final class JsonBody {
    /** Samples or labels that a request may have. */
    static final int MOST_ITEMS = 1000;

    /** What faults call the body. */
    static final Path NAME = Path.of("request");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(60)
                            .maxStringLength(10_000)
                            .maxNameLength(1000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** The objects of a body: one, or each of an array. */
    static List<JsonNode> items(byte[] bytes) {
        JsonNode root = read(bytes);
        List<JsonNode> items = new ArrayList<>();
        if (root.isArray()) {
            root.forEach(items::add);
        } else {
            items.add(root);
        }
        boolean objects = items.stream().allMatch(JsonNode::isObject);
        if (items.isEmpty() || items.size() > MOST_ITEMS || !objects) {
            throw refused(Fault.ofFile(
                    NAME,
                    objects ? items.size() + " items" : "something else than an object",
                    "an object, or an array of 1 to " + MOST_ITEMS + " objects",
                    "see /v1/openapi.json"));
        }
        return items;
    }

    static JsonNode read(byte[] bytes) {
        try {
            JsonNode root = MAPPER.readTree(bytes);
            return root == null || root.isMissingNode() ? MAPPER.createArrayNode() : root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw notJson(at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr(), e.getOriginalMessage());
        } catch (IOException | NumberFormatException e) { // the latter of an exponent that no decimal has
            throw notJson(0, 0, String.valueOf(e.getMessage()));
        }
    }

    private static Problem.Refusal notJson(int line, int column, String why) {
        Fault fault = new Fault(
                NAME,
                Math.max(line, 0),
                Math.max(column, 0),
                "line " + line + ", column " + column,
                Fault.quoted(why),
                "JSON in UTF-8, each field once",
                "mend the writer; a missing value is null, not NaN");
        return new Problem(400, "not JSON", "the body cannot be read as JSON", List.of(fault), 0).refusal();
    }

    private static Problem.Refusal refused(Fault fault) {
        return Problem.of(new org.expressway.ingest.BadInput(fault)).refusal();
    }
}
