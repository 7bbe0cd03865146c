package org.expressway.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.expressway.cli.ExitCode;
import org.expressway.cli.model.Comparison;
import org.expressway.cli.model.InService;
import org.expressway.cli.model.ModelMoves;
import org.expressway.cli.model.ModelMoves.Mandate;
import org.expressway.cli.model.ModelMoves.Move;
import org.expressway.cli.model.ModelRow;
import org.expressway.cli.model.ReportPage;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RescoreCommand.class,
        description = "Models: which serves, which wants to, why, and who decided it.",
        footer = {"", "Example:", "  expressway models list"})
public final class ModelsCommand {
    private static final List<String> FIGURES = List.of("accuracy", "balancedAccuracy", "macroF1", "logLoss", "ece");

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Champion and challenger of each model and reference, with figures on held-out subjects.",
            footer = {"", "Example:", "  expressway models list --json"})
    int list(
            @Mixin PlatformOptions platform,
            @Option(names = "--all", description = "Also those that retired and those that were refused.") boolean all,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        InService service = InService.read(platform);
        List<ModelRow> rows = new ModelMoves(platform)
                .board().all().stream()
                        .filter(release -> all || serves(release))
                        .map(release -> ModelRow.of(release, service.of(release)))
                        .toList();
        if (json) {
            rows.forEach(row -> System.out.println(Json.line(row)));
            return ExitCode.OK;
        }
        Table table = new Table(
                "model",
                "alias",
                "reference",
                "bundle",
                "recipe",
                "accuracy",
                "baseline",
                "samples",
                "released",
                "scorer");
        rows.forEach(row -> table.row(
                row.model(),
                row.alias(),
                row.referenceId().substring(0, 12),
                row.bundleSha256().substring(0, 12),
                row.recipe(),
                row.figure(row.recipe(), "accuracy"),
                row.figure("baseline", "accuracy"),
                row.samples(),
                row.releasedAt(),
                row.scorer()));
        System.out.print(table);
        rows.stream()
                .filter(row -> row.refused() != null)
                .forEach(row -> System.out.printf(
                        "the scorer refuses %s, %s: %s%n",
                        row.bundleSha256().substring(0, 12),
                        row.serving() == null
                                ? "nothing serves in its place"
                                : row.serving().substring(0, 12) + " serves on",
                        row.refused()));
        return ExitCode.OK;
    }

    private static boolean serves(ModelRelease release) {
        return release.getAlias() == ReleaseAlias.CHAMPION || release.getAlias() == ReleaseAlias.CHALLENGER;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Everything on record about one model: figures, gate, decisions.",
            footer = {"", "Example:", "  expressway models show 3f2a"})
    int show(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "BUNDLE", description = "Its bundle's id, or the beginning of it.") String bundle,
            @Option(names = "--json", description = "One JSON object.") boolean json) {
        ModelRow row = ModelRow.of(ModelMoves.find(new ModelMoves(platform).board(), bundle));
        System.out.print(json ? Json.line(row) + "\n" : row.text());
        return ExitCode.OK;
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description = "Two models side by side: held-out figures, and how often they call a sample the same.",
            footer = {"", "Example:", "  expressway models compare 3f2a 91bc"})
    int compare(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "BUNDLE", description = "One model.") String first,
            @Parameters(paramLabel = "BUNDLE", description = "Another.") String second,
            @Option(names = "--json", description = "One JSON object.") boolean json) {
        var board = new ModelMoves(platform).board();
        Comparison comparison = Comparison.of(
                ModelRow.of(ModelMoves.find(board, first)), ModelRow.of(ModelMoves.find(board, second)), platform);
        System.out.print(json ? Json.line(comparison) + "\n" : text(comparison));
        return ExitCode.OK;
    }

    private static String text(Comparison comparison) {
        ModelRow first = comparison.first();
        ModelRow second = comparison.second();
        Table table = new Table(
                "", first.bundleSha256().substring(0, 12), second.bundleSha256().substring(0, 12));
        table.row("alias", first.alias(), second.alias());
        table.row("recipe", first.recipe(), second.recipe());
        table.row("samples", first.samples(), second.samples());
        FIGURES.forEach(
                name -> table.row(name, first.figure(first.recipe(), name), second.figure(second.recipe(), name)));
        String data = comparison.sameHeldOut()
                ? ""
                : "the figures are of different data: the gate's report says how the later one did against the earlier%n"
                        .formatted();
        return table
                + "%d samples and stages were called by both, %d of them the same%n"
                        .formatted(comparison.bothAsked(), comparison.sameCall())
                + data;
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Makes a model champion; the one before it retires and can be gone back to.",
            footer = {"", "Example:", "  expressway models promote 3f2a --why \"agrees on 400 samples\" --as ada"})
    int promote(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "BUNDLE", description = "Its bundle's id, or the beginning of it.") String bundle,
            @Option(names = "--why", required = true, description = "Why; stays on record.") String why,
            @Option(names = "--as", required = true, paramLabel = "WHO", description = "Who; stays on record.")
                    String by,
            @Option(names = "--despite-gate", description = "Also a model that its gate refused.") boolean despiteGate,
            @Option(names = "--dry-run", description = "Only say what would happen.") boolean dryRun,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws IOException {
        Move move = new ModelMoves(platform).promote(bundle, new Mandate(by, why), despiteGate, dryRun);
        return said(move, dryRun, json);
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Makes the champion before the present one champion again.",
            footer = {"", "Example:", "  expressway models rollback --why \"calls all of LYON LumB\" --as ada"})
    int rollback(
            @Mixin PlatformOptions platform,
            @Option(names = "--model", description = "Which model, where there are several.") @Nullable String model,
            @Option(names = "--reference", description = "On which reference, where there are several.") @Nullable
                    String reference,
            @Option(names = "--why", required = true, description = "Why; stays on record.") String why,
            @Option(names = "--as", required = true, paramLabel = "WHO", description = "Who; stays on record.")
                    String by,
            @Option(names = "--dry-run", description = "Only say what would happen.") boolean dryRun,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws IOException {
        Move move = new ModelMoves(platform).rollback(model, reference, new Mandate(by, why), dryRun);
        return said(move, dryRun, json);
    }

    private static int said(Move move, boolean dryRun, boolean json) {
        String before = move.before() == null ? "none" : move.before().getBundleSha256();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("changed", move.changed() && !dryRun);
            fields.put("dryRun", dryRun);
            fields.put("before", move.before() == null ? null : before);
            fields.put("champion", ModelRow.of(move.champion()));
            System.out.println(Json.line(fields));
        } else if (move.changed()) {
            System.out.printf(
                    "%s %s champion of %s on reference %s, after %s%n",
                    move.champion().getBundleSha256(),
                    dryRun ? "would be" : "is",
                    move.champion().getModel(),
                    move.champion().getReferenceId(),
                    before);
        } else {
            System.out.println(before + " is the champion already");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "The evaluation that a model's gate rests on, as the trainer wrote it: one JSON document, or"
                    + " with --html one page with plots.",
            footer = {
                "",
                "Examples:",
                "  expressway models report 3f2a --out report.json",
                "  expressway models report 3f2a --html report.html"
            })
    int report(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "BUNDLE", description = "Its bundle's id, or the beginning of it.") String bundle,
            @Option(names = "--out", paramLabel = "FILE", description = "Into a file (default: stdout).") @Nullable
                    Path out,
            @Option(names = "--html", paramLabel = "FILE", description = "Its page, which needs no other file.")
                    @Nullable
                    Path html)
            throws IOException {
        ModelRelease release = ModelMoves.find(new ModelMoves(platform).board(), bundle);
        String report = release.getReportSha256();
        if (report == null) {
            throw new IllegalArgumentException(
                    "model " + release.getBundleSha256() + " was released without a report; train it anew to have one");
        }
        byte[] bytes = platform.artifactStore().get(report);
        if (html != null) {
            Files.write(html, platform.artifactStore().get(ReportPage.digest(bytes, release)));
        }
        if (out != null) {
            Files.write(out, bytes);
        } else if (html == null) {
            System.out.println(new String(bytes, StandardCharsets.UTF_8));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "protocol",
            mixinStandardHelpOptions = true,
            description =
                    "What a model has to show before it may serve, as a file to change and hand to `train --protocol`.",
            footer = {"", "Example:", "  expressway models protocol > protocol.yaml"})
    int protocol() throws ExecutionException, InterruptedException {
        try (ChildJava trainer = TrainerProcess.run(List.of("--print-protocol"), new ChildCommand.Output.Terminal())) {
            return trainer.exit().get();
        }
    }
}
