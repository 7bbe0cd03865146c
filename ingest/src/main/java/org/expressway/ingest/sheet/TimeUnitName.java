package org.expressway.ingest.sheet;

import org.jspecify.annotations.Nullable;

/** The unit that a time column's header gives away. */
final class TimeUnitName {
    private TimeUnitName() {}

    /** minute, hour, day or week; null where the header does not say. */
    static @Nullable String of(String header) {
        return switch (SheetField.plain(header)) {
            case "minute", "minutes" -> "minute";
            case "hour", "hours" -> "hour";
            case "day", "days" -> "day";
            case "week", "weeks" -> "week";
            default -> null;
        };
    }
}
