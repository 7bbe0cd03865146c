package org.expressway.trainer.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.SnapshotLabel;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;

/**
 * All that a model learned from depends on, as text: the reference, then one line a sample in the order of their keys, a
 * JSON array of key, subject, stage, fit, SHA-256 of the values, and the label's version (subtype, source, time);
 * then those learned from without a label, whose lines end before it. Its
 * SHA-256 is the data's fingerprint, and under that it is kept as an artifact: so a later training can ask whom a
 * champion has seen.
 */
final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();

    Manifest(String referenceId) {
        line(List.of("reference", referenceId));
    }

    void add(SnapshotSample sample, SnapshotRow row, SnapshotLabel label) {
        line(List.of(
                sample.getKey(),
                sample.getSubjectId(),
                row.getStage().name(),
                row.getFitId() == null ? "" : row.getFitId(),
                row.getValuesSha256(),
                label.getSubtype(),
                label.getSource(),
                label.getConfirmedAt().toString()));
    }

    /** A sample that was learned from without a label. */
    void add(SnapshotSample sample, SnapshotRow row) {
        line(List.of(
                sample.getKey(),
                sample.getSubjectId(),
                row.getStage().name(),
                row.getFitId() == null ? "" : row.getFitId(),
                row.getValuesSha256()));
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String fingerprint(byte[] bytes) {
        return Sha256.of(bytes);
    }

    /** Subject by key of a manifest's samples. */
    static Map<String, String> subjects(byte[] bytes) {
        Map<String, String> subjects = new TreeMap<>();
        new String(bytes, StandardCharsets.UTF_8).lines().skip(1).forEach(line -> {
            JsonNode fields = parse(line);
            subjects.put(fields.path(0).asText(), fields.path(1).asText());
        });
        return subjects;
    }

    private void line(List<String> fields) {
        try {
            text.append(JSON.writeValueAsString(fields)).append('\n');
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a line of a snapshot's manifest: " + line, e);
        }
    }
}
