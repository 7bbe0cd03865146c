package org.expressway.cli.status;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.expressway.cli.terminal.Table;
import org.jspecify.annotations.Nullable;

/**
 * How a platform is at one moment.
 *
 * @param healthy whether every part that should run does
 * @param records records in each topic, by its name
 * @param activeReference id of the active reference
 * @param openAmendments signed calls that have changed and are not signed anew
 */
public record PlatformStatus(
        boolean healthy,
        List<Part> parts,
        Map<String, Long> records,
        @Nullable String activeReference,
        int openAmendments) {

    /**
     * One part.
     *
     * @param state UP, WAITING (for what detail says), DOWN
     * @param lag records that wait for it; null where it reads none
     */
    public record Part(String name, String state, @Nullable Long lag, String detail) {
        static final String UP = "UP";
        static final String WAITING = "WAITING";
        static final String DOWN = "DOWN";
    }

    /** One line. */
    public String line() {
        return parts.stream()
                .map(part -> part.name() + " " + part.state().toLowerCase(java.util.Locale.ROOT)
                        + (part.lag() == null || part.lag() == 0 ? "" : " (" + part.lag() + " waiting)"))
                .collect(Collectors.joining(", "));
    }

    public String table() {
        Table table = new Table("part", "state", "lag", "detail");
        parts.forEach(
                part -> table.row(part.name(), part.state(), part.lag() == null ? "" : part.lag(), part.detail()));
        Table topics = new Table("topic", "records");
        records.forEach(topics::row);
        String amended = openAmendments == 0
                ? ""
                : "%n%d signed calls have changed: `expressway signed list --amended`%n".formatted(openAmendments);
        return table + amended + "\n" + topics.toString().stripTrailing();
    }
}
