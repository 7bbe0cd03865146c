package org.expressway.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.expressway.schemas.artifact.Sha256;

/** Reads settings from the environment and gathers what is wrong with them, so that all faults are told at once. */
final class Settings {
    private final Map<String, String> env;
    private final List<String> faults = new ArrayList<>();

    Settings(Map<String, String> env) {
        this.env = env;
    }

    String text(String key, String meaning) {
        return required(key, meaning, "", Function.identity());
    }

    /** A SHA-256 in lower-case hex. */
    String digest(String key, String meaning) {
        return required(key, meaning, "", Sha256::check);
    }

    /** A whole number from 1. */
    long count(String key, String meaning) {
        return required(key, meaning, 1L, Settings::positive);
    }

    /** A whole number from 1, or what it otherwise is. */
    long countOr(String key, long otherwise) {
        return value(key).isEmpty() ? otherwise : count(key, "a whole number from 1");
    }

    /** A whole number from 1 that fits 32 bits, or what it otherwise is. */
    int number(String key, int otherwise) {
        String example = "a whole number such as " + otherwise;
        return value(key).isEmpty()
                ? otherwise
                : required(key, example, otherwise, text -> Math.toIntExact(positive(text)));
    }

    /** A positive ISO 8601 duration. */
    Duration duration(String key, Duration otherwise) {
        String example = "a duration such as " + otherwise;
        return value(key).isEmpty() ? otherwise : required(key, example, otherwise, Settings::lasting);
    }

    /** @throws IllegalArgumentException with a line for each fault: the key, what was seen, what to set it to */
    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
    }

    private <T> T required(String key, String meaning, T otherwise, Function<String, T> parse) {
        String value = value(key);
        if (value.isEmpty()) {
            faults.add(key + " is not set; set it to " + meaning);
            return otherwise;
        }
        try {
            return parse.apply(value);
        } catch (RuntimeException e) {
            faults.add(key + " is \"" + value + "\"; set it to " + meaning);
            return otherwise;
        }
    }

    private String value(String key) {
        return env.getOrDefault(key, "").strip();
    }

    private static long positive(String text) {
        long number = Long.parseLong(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Duration lasting(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }
}
