package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoublePredicate;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.sheet.DirectIdentifiers;
import org.expressway.ingest.table.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. A faulty field is reported and read as missing; null and absent are the same.
 *
 * @param row 1-based place of the item in the request
 * @param prefix what stands before a field's name in a report, such as {@code specimen.}
 */
record JsonFields(JsonNode object, int row, String prefix, Faults faults) {
    private static final String DATE = "a date as 2026-03-31, or a time with its zone as 2026-03-31T09:30:00Z";

    static JsonFields of(JsonNode object, int row, Faults faults) {
        return new JsonFields(object, row, "", faults);
    }

    /** Reports each field that names a person, before anybody maps it to one that exists. */
    void refuseIdentifiers() {
        object.fieldNames().forEachRemaining(name -> {
            if (DirectIdentifiers.isOne(name)) {
                report(
                        name,
                        "a direct identifier",
                        "nothing that names a person; the subject is a pseudonym",
                        "leave the field out");
            }
        });
    }

    /** Reports every field that is not known: a misspelt name would be lost in silence. */
    void onlyThese(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !DirectIdentifiers.isOne(name)) {
                report(
                        name,
                        "an unknown field",
                        "one of " + String.join(", ", new TreeSet<>(known)),
                        "correct the name, or leave the field out");
            }
        });
    }

    @Nullable
    String text(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            report(field, "a " + kind(node), "a text", "put it in quotes");
            return null;
        }
        return node.textValue().isBlank() ? null : checked(field, node.textValue(), NameRule.GENE);
    }

    /** A name that becomes part of a key; an empty one where it is missing, which has been reported then. */
    String name(String field) {
        String value = optionalName(field);
        if (node(field) == null) {
            report(field, "nothing", NameRule.KEY_PART.text(), "say the " + field);
        }
        return value == null ? "" : value;
    }

    /** A name that becomes part of a key, or nothing. */
    @Nullable
    String optionalName(String field) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            report(field, "a " + kind(node), NameRule.KEY_PART.text(), "put it in quotes");
            return null;
        }
        return checked(field, node.textValue(), NameRule.KEY_PART);
    }

    <E extends Enum<E>> @Nullable E choice(String field, Class<E> type) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        String plain = text.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(plain))
                .findFirst()
                .orElseGet(() -> {
                    String expected = String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .toList());
                    report(field, Fault.quoted(text), expected, "correct the value, or leave the field out");
                    return null;
                });
    }

    @Nullable
    Double number(String field, DoublePredicate allowed, String expected) {
        JsonNode node = node(field);
        if (node == null) {
            return null;
        }
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (Double.isFinite(value) && allowed.test(value)) {
            return value;
        }
        report(field, node.isNumber() ? node.asText() : "a " + kind(node), expected, "correct it, or send null");
        return null;
    }

    @Nullable
    Instant time(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            report(field, Fault.quoted(text), DATE, "write the time that way");
            return null;
        }
    }

    /** The fields of an object within this one; null where there is none. */
    @Nullable
    JsonFields within(String field) {
        JsonNode node = node(field);
        if (node != null && !node.isObject()) {
            report(field, "a " + kind(node), "an object", "see /v1/openapi.json");
            return null;
        }
        return node == null ? null : new JsonFields(node, row, prefix + field + ".", faults);
    }

    /** The value of a field; null where it is null or absent. */
    @Nullable
    JsonNode node(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    void report(String field, String seen, String expected, String remedy) {
        faults.add(new Fault(JsonBody.NAME, row, 0, prefix + field, seen, expected, remedy));
    }

    static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private @Nullable String checked(String field, String value, NameRule rule) {
        String objection = rule.objectionTo(value).orElse(null);
        if (objection != null) {
            report(field, objection + ": " + Fault.quoted(value), rule.text(), "use another name");
            return null;
        }
        return value;
    }
}
