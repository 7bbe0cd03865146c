package org.expressway.ingest.sheet;

import java.util.Locale;
import java.util.Optional;

/** The sex that a sheet declares for a subject. */
public enum Sex {
    UNKNOWN,
    FEMALE,
    MALE;

    static final String EXPECTED = "female, f, male, m or unknown, in any case";

    /** Reads a cell; case does not matter. A number is none: 1 and 2 mean the one in one laboratory, the other in the next. */
    static Optional<Sex> of(String cell) {
        return switch (cell.strip().toLowerCase(Locale.ROOT)) {
            case "f", "female", "woman" -> Optional.of(FEMALE);
            case "m", "male", "man" -> Optional.of(MALE);
            case "u", "unknown", "not reported", "not available", "undetermined" -> Optional.of(UNKNOWN);
            default -> Optional.empty();
        };
    }
}
