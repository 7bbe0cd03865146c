package org.expressway.cli.command;

import java.util.List;
import java.util.Locale;
import org.expressway.analysis.qc.QualityOverrides;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReferenceBoard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway reference}. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Reference profiles: the scale that every sample is brought to.",
        footer = {"", "Example:", "  expressway reference build --batches LYON/run1,LYON/run2"})
public final class ReferenceCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "build",
            mixinStandardHelpOptions = true,
            description = "Builds a reference from published batches, stores it and makes it the active one.",
            footer = {
                "",
                "Examples:",
                "  expressway reference build --batches LYON/run1,LYON/run2",
                "  expressway reference build --batches LYON/run1,LYON/run2 --method tmm",
                "  expressway reference build --batches LYON/run1 --method tpm --gene-lengths lengths.tsv"
            })
    int build(
            @Mixin PlatformOptions platform,
            @Mixin NormalizationOptions normalization,
            @Option(
                            names = "--batches",
                            required = true,
                            split = ",",
                            paramLabel = "SITE/BATCH",
                            description = "Batches of the reference.")
                    List<String> batches,
            @Option(
                            names = "--correction",
                            defaultValue = "combat",
                            description = "combat or none (default: ${DEFAULT-VALUE}).")
                    CorrectionMethod correction,
            @Option(
                            names = "--min-batch-size",
                            defaultValue = "8",
                            description =
                                    "Study samples that a batch needs to be corrected (default: ${DEFAULT-VALUE}).")
                    int minBatchSize,
            @Option(
                            names = "--no-guard",
                            description = "Correct batches as R does, whatever their mix of classes; without it a batch"
                                    + " whose mix cannot be told from its batch effect is left uncorrected.")
                    boolean noGuard,
            @Option(
                            names = "--qc",
                            split = ",",
                            paramLabel = "LIMIT=NUMBER",
                            description = {
                                "Quality limits in place of the learned ones, as mitochondrial_share.flag=.2 or"
                                        + " residual_energy.fail=off. Each NAME has NAME.flag and NAME.fail:",
                                "small_library, large_library: sum of counts",
                                "detected_genes: number above the floor",
                                "missing_genes, mitochondrial_share: 0 to 1",
                                "profile_correlation: Spearman's rho",
                                "residual_energy: squared residual per gene, in reference variances",
                                "other_sex: evidence against the declared sex, log2"
                            })
                    @Nullable
                    List<String> quality,
            @Option(names = "--no-activate", description = "Only build and store it.") boolean noActivate,
            @Option(
                            names = "--allow-missing-classes",
                            description = "Accept batches that lack a class which others have.")
                    boolean allowMissingClasses)
            throws Exception {
        References references = new References(platform);
        ReferencePointer built = references.build(new References.Plan(
                batches,
                correction,
                minBatchSize,
                !noGuard,
                normalization.request(),
                limits(quality),
                !allowMissingClasses));
        System.err.println("reference of " + built.getSamples() + " samples, classes " + built.getClasses());
        if (!noActivate) {
            ReferencePointer active = references.activate(built.getReferenceId(), false);
            System.err.println("active from now on, epoch " + active.getEpoch());
        }
        System.out.println(built.getReferenceId());
        return ExitCode.OK;
    }

    private QualityOverrides limits(@Nullable List<String> settings) {
        try {
            return settings == null ? QualityOverrides.NONE : QualityOverrides.parse(settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--qc: " + e.getMessage());
        }
    }

    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a reference the active one; it holds for batches opened after it.",
                "With --replay every earlier batch is derived again under it, from the raw samples, in a new epoch."
            },
            footer = {"", "Example:", "  expressway reference activate 3f2a… --replay"})
    int activate(
            @Mixin PlatformOptions platform,
            @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.") String id,
            @Option(names = "--replay", description = "Derive earlier batches again under it.") boolean replay) {
        ReferencePointer active = new References(platform).activate(id, replay);
        System.out.println(active.getReferenceId());
        System.err.println("active from now on, epoch " + active.getEpoch()
                + (replay ? "; earlier batches are being derived again" : ""));
        return ExitCode.OK;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "All references, oldest first.",
            footer = {"", "Example:", "  expressway reference list --json"})
    int list(
            @Mixin PlatformOptions platform,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        ReferenceBoard board = platform.references();
        String active = board.active().map(ReferencePointer::getReferenceId).orElse("");
        if (json) {
            board.all().forEach(pointer -> System.out.println(Json.line(ReferenceRow.of(pointer, active))));
            return ExitCode.OK;
        }
        Table table = new Table("reference", "active", "epoch", "samples", "classes", "correction", "built");
        for (ReferencePointer pointer : board.all()) {
            table.row(
                    pointer.getReferenceId().substring(0, 12),
                    pointer.getReferenceId().equals(active) ? "yes" : "",
                    pointer.getEpoch(),
                    pointer.getSamples(),
                    String.join(",", pointer.getClasses()),
                    pointer.getCorrection().toLowerCase(Locale.ROOT),
                    pointer.getCreatedAt());
        }
        System.out.print(table);
        return ExitCode.OK;
    }

    /** A reference as JSON. */
    private record ReferenceRow(
            String referenceId,
            boolean active,
            long epoch,
            long replayEpoch,
            int samples,
            List<String> batches,
            List<String> classes,
            String correction,
            String createdAt) {
        static ReferenceRow of(ReferencePointer pointer, String active) {
            return new ReferenceRow(
                    pointer.getReferenceId(),
                    pointer.getReferenceId().equals(active),
                    pointer.getEpoch(),
                    pointer.getReplayEpoch(),
                    pointer.getSamples(),
                    pointer.getBatches(),
                    pointer.getClasses(),
                    pointer.getCorrection(),
                    pointer.getCreatedAt().toString());
        }
    }
}
