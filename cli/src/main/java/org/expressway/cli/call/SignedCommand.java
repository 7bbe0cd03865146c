package org.expressway.cli.call;

import java.util.Comparator;
import java.util.List;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.topic.SignatureBoard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway signed}. */
@Command(
        name = "signed",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Signed calls, and those that have changed since.",
        footer = {"", "Example:", "  expressway signed list"})
public final class SignedCommand {

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Signed calls, the AMENDED ones first: their prediction of record is another call now. Whoever answers for it looks,",
                "and signs the sample again (`expressway sign`), which closes the amendment. What was signed stays on record."
            },
            footer = {"", "Example:", "  expressway signed list --amended --json"})
    int list(
            @Mixin PlatformOptions platform,
            @Option(names = "--amended", description = "Only those that have changed.") boolean amended,
            @Option(names = "--as", paramLabel = "NAME", defaultValue = "", description = "Only what NAME has signed.")
                    String by,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        SignatureBoard board = SignOffs.read(platform.platform().bootstrap(), platform.schemas());
        List<SignedRow> rows = board.keys().stream()
                .flatMap(key -> board.signature(key).stream()
                        .map(signature ->
                                SignedRow.of(signature, board.open(key).orElse(null))))
                .filter(row -> !amended || row.state().equals(SignedRow.AMENDED))
                .filter(row -> by.isEmpty() || row.signedBy().equals(by))
                .sorted(Comparator.comparing(SignedRow::state).thenComparing(SignedRow::signedAt))
                .toList();
        if (json) {
            rows.forEach(row -> System.out.println(Json.line(row)));
            return ExitCode.OK;
        }
        Table table = new Table("sample", "state", "signed", "by", "at", "meaning", "now", "changes");
        rows.forEach(row -> table.row(
                row.site() + "/" + row.sampleId(),
                row.state(),
                row.subtype(),
                row.signedBy(),
                row.signedAt(),
                row.meaning(),
                row.now() == null ? "" : row.now().isEmpty() ? "(none)" : row.now(),
                String.join("; ", row.changes())));
        System.out.print(table);
        return ExitCode.OK;
    }
}
