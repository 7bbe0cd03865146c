package org.expressway.cli.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.rejected.SinceConverter;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway audit list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "What was decided, in the order in which it was written. It shows what stands there; `audit verify` says"
                        + " whether that can be trusted.",
        footer = {"", "Example:", "  expressway audit list --writer models/subtype --since 7d --csv"})
final class ListCommand implements Callable<Integer> {
    private static final int SHOWN_DETAILS = 160;

    @Mixin
    private final AuditOptions options = new AuditOptions();

    @Option(names = "--writer", paramLabel = "WRITER", description = "Of one chain, or of those below it: scorer.")
    private @Nullable String writer;

    @Option(names = "--kind", paramLabel = "KIND", description = "Of one kind: BATCH_CLOSED, MODEL_PROMOTED, …")
    private @Nullable String kind;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceConverter.class,
            description = "Decided since then: 2d, 12h, or a date or time.")
    private @Nullable Instant since;

    @ArgGroup
    private Form form = new Form();

    /** How it is printed; a table where neither is asked for. */
    static final class Form {
        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        @Option(names = "--csv", description = "CSV with a header.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        List<EventRow> rows = new ArrayList<>();
        TopicReader<AuditEvent> reader = options.platform().reader(Topics.AUDIT).skippingUndecodable();
        reader.toEnd(read -> {
            AuditEvent event = read.value();
            if (event != null && wanted(event)) {
                rows.add(EventRow.of(event, read.offset()));
            }
        });
        print(rows);
        if (reader.undecodable() > 0) {
            System.err.println(reader.undecodable() + " records are no events; `expressway audit verify` names them");
        }
        return ExitCode.OK;
    }

    private boolean wanted(AuditEvent event) {
        String of = event.getWriter();
        return (writer == null || of.equals(writer) || of.startsWith(writer + "/"))
                && (kind == null || event.getKind().equals(kind.toUpperCase(Locale.ROOT)))
                && (since == null || !event.getAt().isBefore(since));
    }

    private void print(List<EventRow> rows) {
        if (form.json) {
            rows.forEach(row -> System.out.println(Json.line(row)));
        } else if (form.csv) {
            System.out.println(EventRow.CSV_HEADER);
            rows.forEach(row -> System.out.println(row.csv()));
        } else {
            Table table = new Table("at", "writer", "no", "kind", "subject", "actor", "details");
            rows.forEach(row -> table.row(
                    row.at(),
                    printable(row.writer()),
                    row.sequence(),
                    printable(row.kind()),
                    printable(row.subject()),
                    printable(row.actor()),
                    cut(printable(row.detailText()))));
            System.out.print(table);
        }
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_DETAILS ? text : text.substring(0, SHOWN_DETAILS) + " …";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
