package org.expressway.cli.drift;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.DriftAcknowledgement;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.topic.AuditTrail;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway drift}. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Alarms of the charts that the scorer keeps of each site, instrument and lineage: what has changed, since which",
            "sample, in which genes, and what it is likely to mean."
        },
        footer = {
            "",
            "Example, from the alarm to its answer:",
            "  expressway drift list",
            "  expressway drift show 3f2a9c --html alarm.html",
            "  expressway drift ack 3f2a9c --as ada --why \"new extraction kit; run closed, kit returned\"",
            "Example, how long a chart may run for one false alarm a month:",
            "  expressway drift calibrate --charts 12 --samples-per-month 200"
        },
        subcommands = CalibrateCommand.class)
public final class DriftCommand {

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Alarms, those that stand and nobody answers for first; or the charts.",
            footer = {"", "Example:", "  expressway drift list --raised --json", "  expressway drift list --charts"})
    int list(
            @Mixin PlatformOptions platform,
            @Option(names = "--raised", description = "Only those that stand.") boolean raised,
            @Option(names = "--site", paramLabel = "SITE", defaultValue = "", description = "Only of this site.")
                    String site,
            @Option(names = "--charts", description = "Each chart with its newest reading instead.") boolean charts,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        if (charts) {
            return charts(platform, site, json);
        }
        List<AlarmRow> rows = AlarmBoard.read(platform).all().stream()
                .filter(alarm -> !raised || alarm.stands())
                .filter(alarm -> site.isEmpty() || alarm.raised().getSite().equals(site))
                .map(AlarmRow::of)
                .toList();
        if (json) {
            rows.forEach(row -> System.out.println(Json.line(row)));
            return ExitCode.OK;
        }
        Table table = new Table("alarm", "state", "chart", "raised", "channel", "likely cause", "since", "genes");
        rows.forEach(row -> table.row(
                row.shortId(),
                row.state(),
                row.chart(),
                row.raisedAt(),
                row.channel().toLowerCase(Locale.ROOT) + (row.controls() ? " (controls)" : ""),
                row.meaning(),
                row.firstSample(),
                row.movedGenes()));
        System.out.print(table);
        return ExitCode.OK;
    }

    private static int charts(PlatformOptions platform, String site, boolean json) {
        Table table = new Table("chart", "state", "samples", "newest sample", "strangest tail", "alarm at");
        for (Map.Entry<String, DriftReading> entry : AlarmBoard.newest(platform).entrySet()) {
            ChartRow row = ChartRow.of(entry.getKey(), entry.getValue());
            if (!site.isEmpty() && !entry.getValue().getSite().equals(site)) {
                continue;
            }
            if (json) {
                System.out.println(Json.line(row));
            }
            table.row(
                    row.chart(),
                    row.state(),
                    row.samples(),
                    row.newestSample(),
                    row.tail() == null ? "-" : AlarmText.number("%.2g", row.tail()),
                    AlarmText.number("%.2g", row.threshold()));
        }
        if (!json) {
            System.out.print(table);
        }
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One alarm with its evidence, genes and pathways; its charts as a page.",
            footer = {
                "",
                "Example:",
                "  expressway drift show 3f2a9c",
                "  expressway drift show LYON/NovaSeq-2/lot7 --html alarm.html",
                "Exit code 3: there is no such alarm."
            })
    int show(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "ALARM", description = "The beginning of its id, or its chart: then the newest.")
                    String name,
            @Option(names = "--html", paramLabel = "FILE", description = "Write a page with the charts.") @Nullable
                    Path html,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws IOException {
        AlarmRow row = AlarmRow.of(AlarmBoard.read(platform).named(name));
        if (html != null) {
            List<DriftReading> readings = AlarmBoard.readings(platform, row.chart(), row.bundleSha256());
            Files.writeString(html, ChartPage.of(row, readings), StandardCharsets.UTF_8);
            System.err.println("written to " + html);
        }
        System.out.print(json ? Json.line(row) + "\n" : html == null ? AlarmText.of(row) : "");
        return ExitCode.OK;
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description = {
                "Says on record who answers for an alarm, and what was found or done. The chart goes on: an alarm is cleared",
                "by its samples, not by a person."
            },
            footer = {
                "",
                "Example:",
                "  expressway drift ack 3f2a9c --as ada --why \"new extraction kit; run repeated\"",
                "Exit code 3: there is no such alarm."
            })
    int ack(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "ALARM", description = "The beginning of its id, or its chart: then the newest.")
                    String name,
            @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who; stays on record.")
                    String by,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "What was found or done.")
                    String why,
            @Option(names = "--json", description = "Print the alarm as one JSON object.") boolean json) {
        if (by.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("--as or --why is empty; it stays on record, so say it in words");
        }
        AlarmBoard.Alarm alarm = AlarmBoard.read(platform).named(name);
        Instant now = platform.clock().instant();
        String id = alarm.raised().getId();
        DriftAcknowledgement acknowledged = new DriftAcknowledgement(id, AlarmRow.chart(alarm.raised()), by, why, now);
        AuditFact fact = new AuditFact(AuditKind.DRIFT_ACKNOWLEDGED, id, by, now)
                .with("chart", acknowledged.getChart())
                .with("why", why);
        new AuditTrail("drift", platform.platform().bootstrap(), platform.schemas())
                .record(fact, transaction -> transaction.put(Topics.DRIFT_ACKNOWLEDGEMENT, id, acknowledged));
        AlarmRow row = AlarmRow.of(new AlarmBoard.Alarm(alarm.raised(), alarm.told(), alarm.cleared(), acknowledged));
        System.out.println(
                json ? Json.line(row) : "acknowledged: " + row.shortId() + " of " + row.chart() + " by " + by);
        return ExitCode.OK;
    }
}
