package org.expressway.cli.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.expressway.schemas.avro.AuditEvent;

/** An event as a person or a program reads it. */
record EventRow(
        String at,
        String writer,
        long sequence,
        String kind,
        String subject,
        String actor,
        Map<String, String> details,
        String sha256,
        long offset) {
    static final String CSV_HEADER = "at,writer,sequence,kind,subject,actor,details,sha256,offset";

    static EventRow of(AuditEvent event, long offset) {
        Map<String, String> details = new LinkedHashMap<>();
        event.getDetails().forEach(detail -> details.put(detail.getName(), detail.getValue()));
        return new EventRow(
                event.getAt().toString(),
                event.getWriter(),
                event.getSequence(),
                event.getKind(),
                event.getSubject(),
                event.getActor(),
                details,
                event.getSha256(),
                offset);
    }

    String detailText() {
        return details.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    /** RFC 4180; a value that a spreadsheet would take for a formula is led by an apostrophe. */
    String csv() {
        return String.join(
                ",",
                at,
                cell(writer),
                Long.toString(sequence),
                cell(kind),
                cell(subject),
                cell(actor),
                cell(detailText()),
                sha256,
                Long.toString(offset));
    }

    private static String cell(String text) {
        String safe = text.matches("[=+@\\-].*") ? "'" + text : text;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
