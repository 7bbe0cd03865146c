package org.expressway.cli.rejected;

import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.ingest.redrive.RejectedCase;
import org.expressway.ingest.redrive.RejectedCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway rejected show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "One rejected record: why, its headers, the beginning of its bytes, what it decodes to, its redrives.",
        footer = {"", "Example:", "  expressway rejected show expression.sample.raw.v1/0/17"})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "ID", description = "As `expressway rejected list` has it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        List<RejectedCase> found = Named.of(List.of(id), CaseOptions.all(platform));
        RejectedCases.letters(
                platform.endpoints(),
                found,
                (rejected, letter) -> print(CaseView.of(rejected, letter, platform.schemas())));
        return ExitCode.OK;
    }

    private void print(CaseView view) {
        if (json) {
            System.out.println(Json.line(view));
            return;
        }
        CaseRow row = view.rejected();
        Table table = new Table("", "")
                .row("id", row.id())
                .row("state", row.state() + (row.redriveCount() == 0 ? "" : ", redrives: " + row.redriveCount()))
                .row("reason", row.reason() + " at " + row.service() + "/" + row.step() + ", " + row.rejectedAt())
                .row("message", Listing.printable(row.message()))
                .row("origin", view.origin() + ", published at " + view.publishedAt())
                .row("letter", view.letter())
                .row("sample", row.site() + "/" + row.sampleId() + " of batch " + row.batchId())
                .row("key", view.keyText() == null ? view.keyHex() : Listing.printable(view.keyText()));
        view.headers().forEach(header -> table.row("header", Listing.printable(header.toString())));
        table.row("value", row.bytes() + " bytes, SHA-256 " + view.valueSha256())
                .row("  hex", view.valueHex())
                .row("  text", view.valueText());
        view.decoded().forEach((field, value) -> table.row("  " + field, Listing.printable(String.valueOf(value))));
        view.redrives().forEach(sent -> table.row("redrive " + sent.redrive(), said(sent)));
        System.out.print(table.toString().stripLeading());
    }

    private static String said(CaseView.Sent sent) {
        return "%s by %s%s%s, sent to %s"
                .formatted(
                        sent.at(),
                        Listing.printable(sent.by()),
                        sent.why() == null ? "" : " (" + Listing.printable(sent.why()) + ")",
                        sent.mended() ? ", mended" : "",
                        sent.sentTo());
    }
}
