package org.expressway.cli.rejected;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.redrive.CaseFilter;
import org.expressway.ingest.redrive.RejectedCase;
import org.expressway.ingest.redrive.RejectedCases;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway rejected export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes originals to files, byte for byte: ID.value, ID.key, and ID.json with headers and digests.",
            "SHA256SUMS beside them is for `sha256sum -c`."
        },
        footer = {"", "Example:", "  expressway rejected export --reason UNDECODABLE --out broken/"})
final class ExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As `expressway rejected list` has them.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All there are.")
    private boolean all;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; it is made.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (ids.isEmpty() && cases.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "which ones? give ids, a filter as --reason, or --all");
        }
        CaseFilter filter = cases.filter(ids);
        List<RejectedCase> every = CaseOptions.all(platform);
        List<RejectedCase> chosen = (ids.isEmpty() ? every : Named.of(ids, every))
                .stream().filter(filter::matches).toList();
        long bytes = write(chosen);
        System.out.println(
                json
                        ? Json.line(Map.of("exported", chosen.size(), "bytes", bytes, "directory", out.toString()))
                        : chosen.size() + " originals, " + bytes + " bytes, in " + out);
        return ExitCode.OK;
    }

    private long write(List<RejectedCase> chosen) throws Exception {
        TerminalProgress progress = new TerminalProgress(System.err);
        try (ExportedFiles files = ExportedFiles.in(out)) {
            progress.started("writing originals", chosen.size());
            RejectedCases.letters(platform.endpoints(), chosen, (rejected, letter) -> {
                files.write(rejected, letter);
                progress.advanced(files.written());
            });
            progress.finished();
            return files.bytes();
        }
    }
}
