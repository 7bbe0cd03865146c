package org.expressway.cli.rejected;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.infra.local.PlatformException;
import org.expressway.ingest.redrive.MendedValue;
import org.expressway.ingest.redrive.RedrivePlan;
import org.expressway.ingest.redrive.RedriveRequest;
import org.expressway.ingest.redrive.Redriver;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway rejected replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends originals again to where they came from, after their cause was mended. Each open one goes once: originals",
            "and the markers that say so are one transaction, and whoever replays twice sends nothing more. What is refused",
            "again is the same case with one redrive more."
        },
        footer = {
            "",
            "Example:",
            "  expressway rejected replay --reason NO_REFERENCE --dry-run",
            "  expressway rejected replay expression.sample.raw.v1/0/17 --value mended.bin --by ada --why \"typo in the key\"",
            "",
            "Exit codes: 5 when all that was asked for is refused (redriven too often, or nothing can mend it), 6 when some is."
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final CaseOptions cases = new CaseOptions();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As `expressway rejected list` has them.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "All that are open.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only say what would be sent.")
    private boolean dryRun;

    @Option(
            names = "--max-redrives",
            paramLabel = "N",
            defaultValue = "3",
            description = "What was sent again this often is refused (default: ${DEFAULT-VALUE}).")
    private int maxRedrives = RedriveRequest.MAX_REDRIVES;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most so many, the oldest first (default and most: ${DEFAULT-VALUE}).")
    private int limit = RedriveRequest.MOST;

    @Option(
            names = "--value",
            paramLabel = "FILE",
            description = "Send these bytes, under the key that they say, in place of the one original named.")
    private @Nullable Path value;

    @Option(
            names = "--by",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who does it; stays on record (default: ${DEFAULT-VALUE}).")
    private String by = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "Why; stays on record.")
    private @Nullable String why;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (ids.isEmpty() && cases.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "which ones? give ids, a filter as --reason, or --all");
        }
        RedriveRequest request = new RedriveRequest(cases.filter(ids), maxRedrives, limit, by, why, mended());
        RedrivePlan plan = dryRun ? redriver().plan(request) : replayed(request);
        ReplayResult result = ReplayResult.of(plan, request, dryRun);
        System.out.println(json ? Json.line(result) : result.text());
        if (!json) {
            plan.refused()
                    .forEach(each ->
                            System.err.println("refused " + each.rejected().id() + ": " + each.why()));
        }
        return result.exitCode();
    }

    private RedrivePlan replayed(RedriveRequest request) {
        try {
            return redriver().replay(request);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new PlatformException(
                    "another replay has begun and taken over; nothing of this one was sent: see `expressway rejected list`",
                    e);
        }
    }

    private Redriver redriver() {
        try (Admin admin = platform.admin()) {
            return new Redriver(
                    platform.endpoints(),
                    GroupPositions.now(admin),
                    platform.clock(),
                    new TerminalProgress(System.err));
        }
    }

    private @Nullable MendedValue mended() throws IOException {
        if (value == null) {
            return null;
        }
        if (ids.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--value mends one original; give its id, and only that");
        }
        String topic = Named.of(ids, CaseOptions.all(platform))
                .get(0)
                .letter()
                .origin()
                .topic();
        try {
            return MendedValue.of(Files.readAllBytes(value), topic, platform.schemas());
        } catch (UndecodableRecord e) {
            throw new IllegalArgumentException(
                    value + ": " + e.getMessage() + "; expected the bytes of a "
                            + Topics.find(topic)
                                    .map(known -> known.valueType().getSimpleName())
                                    .orElse("record")
                            + " in the registry's format, as `expressway rejected export` writes them",
                    e);
        }
    }
}
