package org.expressway.cli.rejected;

import java.util.List;
import java.util.Map;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.ingest.redrive.Facets;
import org.expressway.ingest.redrive.RejectedCase;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a listing, and the listing. */
final class Listing {
    private static final int SHOWN_MESSAGE = 160;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Option(names = "--limit", paramLabel = "N", description = "The newest N only.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--facets", description = "How many there are by reason, site, step, state and time.")
    private boolean facets;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    int print() {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: expected 1 or more, seen " + limit);
        }
        List<RejectedCase> found = cases.chosen(platform);
        if (facets) {
            printFacets(Facets.of(found).counts());
            return ExitCode.OK;
        }
        List<RejectedCase> newest = found.subList(Math.max(0, found.size() - limit), found.size());
        if (json) {
            newest.forEach(each -> System.out.println(Json.line(CaseRow.of(each))));
        } else {
            System.out.print(table(newest));
        }
        return ExitCode.OK;
    }

    private static Table table(List<RejectedCase> cases) {
        Table table =
                new Table("state", "reason", "step", "site", "sample", "redrives", "rejected at", "id", "message");
        cases.stream()
                .map(CaseRow::of)
                .forEach(row -> table.row(
                        row.state(),
                        row.reason(),
                        row.service() + "/" + row.step(),
                        row.site() == null ? "" : printable(row.site()),
                        row.sampleId() == null ? "" : printable(row.sampleId()),
                        row.redriveCount(),
                        row.rejectedAt(),
                        row.id(),
                        cut(printable(row.message()))));
        return table;
    }

    private void printFacets(Map<String, Map<String, Long>> counts) {
        if (json) {
            System.out.println(Json.line(counts));
            return;
        }
        Table table = new Table("facet", "value", "cases");
        counts.forEach((facet, values) -> values.forEach((value, n) -> table.row(facet, printable(value), n)));
        System.out.print(table);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_MESSAGE ? text : text.substring(0, SHOWN_MESSAGE) + " …";
    }

    /** What was refused may hold anything, a terminal's commands too. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
