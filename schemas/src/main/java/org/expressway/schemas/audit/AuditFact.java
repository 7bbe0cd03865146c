package org.expressway.schemas.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One decision, before it is a link of a chain.
 *
 * @param subject what it is about: site/sample, site/batch, a reference, a model
 * @param actor who decided: a person, or the service
 * @param at when, to the millisecond
 * @param details what it rests on, by name (letters, digits, dots); at most {@link #MOST_DETAILS}. Texts longer than
 *     {@link #LONGEST} characters are cut: an event is a record of a decision, not of its documents
 */
public record AuditFact(AuditKind kind, String subject, String actor, Instant at, Map<String, String> details) {
    public static final int MOST_DETAILS = 32;
    public static final int LONGEST = 1000;

    public AuditFact {
        require("subject", subject);
        require("actor", actor);
        subject = cut(subject);
        actor = cut(actor);
        at = at.truncatedTo(ChronoUnit.MILLIS);
        details = checked(details);
    }

    public AuditFact(AuditKind kind, String subject, String actor, Instant at) {
        this(kind, subject, actor, at, Map.of());
    }

    /** The same with one more detail; one that is not there adds none. */
    public AuditFact with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        TreeMap<String, String> more = new TreeMap<>(details);
        more.put(name, value.toString());
        return new AuditFact(kind, subject, actor, at, more);
    }

    private static SortedMap<String, String> checked(Map<String, String> details) {
        if (details.size() > MOST_DETAILS) {
            throw new IllegalArgumentException(
                    "details: expected at most " + MOST_DETAILS + ", seen " + details.size());
        }
        TreeMap<String, String> sorted = new TreeMap<>();
        details.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9.]{1,64}")) {
                throw new IllegalArgumentException(
                        "detail name: expected 1 to 64 letters, digits or dots, seen \"" + name + "\"");
            }
            sorted.put(name, cut(value));
        });
        return java.util.Collections.unmodifiableSortedMap(sorted);
    }

    private static void require(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is empty; it stays on record, so say what or who it is");
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 2) + " …";
    }
}
