package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What a command said: its exit code, its data on stdout, its words for people on stderr. */
record Answer(int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** This answer, which must be a success. */
    Answer ok() {
        assertThat(code).as("exit code; stderr was: %s", err).isZero();
        return this;
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** Every line of stdout as one JSON value. */
    List<JsonNode> json() {
        return lines().stream().map(Answer::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
