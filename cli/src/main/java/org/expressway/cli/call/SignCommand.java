package org.expressway.cli.call;

import java.io.Console;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.call.Signing.Signable;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway sign}. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a name under a sample's call of record, bound to the prediction's bytes by their SHA-256.",
            "From then on it is never silently replaced: another call makes an amendment (`expressway signed list`), which stays"
                    + " open until the sample is signed again. PROVISIONAL, withheld, superseded and withdrawn ones are refused."
        },
        footer = {
            "",
            "Example:",
            "  expressway sign LYON/S17 --as ada --meaning \"reviewed and released\"",
            "  expressway sign LYON/S17 --prediction 3f2a9c --as ada --meaning \"reviewed and released\" --yes --json"
        })
public final class SignCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "SITE/SAMPLE", description = "The sample.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String sample;

    @Option(names = "--as", required = true, paramLabel = "NAME", description = "Who signs; stays on record.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String by;

    @Option(names = "--meaning", required = true, paramLabel = "TEXT", description = "What the signature says.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String meaning;

    @Option(
            names = "--prediction",
            paramLabel = "ID",
            description =
                    "The beginning of the id of the prediction that was read; refused if it is no longer of record.")
    private @Nullable String prediction;

    @Option(
            names = "--despite-abstention",
            paramLabel = "WHY",
            description = "Signs the first subtype although no call is given; stays on record.")
    private @Nullable String despiteAbstention;

    @Option(names = "--yes", description = "Without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Print the signature as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws AccessDeniedException {
        Signing signing = new Signing(platform);
        Signing.Words words = new Signing.Words(by, meaning, despiteAbstention);
        Signable found = signing.find(sample, prediction, despiteAbstention != null);
        show(found.prediction());
        CallSignature signature =
                signing.signature(found, words, platform.clock().instant());
        Optional<CallSignature> already = signing.already(signature);
        if (already.isEmpty()) {
            if (!yes && !confirmed()) {
                System.err.println("nothing is signed");
                return ExitCode.FAILURE;
            }
            signing.put(signature);
        }
        SignedRow row = SignedRow.of(already.orElse(signature), null);
        System.out.println(
                json ? Json.line(row) : (already.isPresent() ? "signed already: " : "signed: ") + row.line());
        return ExitCode.OK;
    }

    private boolean confirmed() {
        Console console = System.console();
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no terminal to ask at; --yes signs what is shown above");
        }
        String answer = console.readLine("%s signs this as \"%s\"? [y/N] ", by, meaning);
        return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** What is signed, for whoever signs. */
    private static void show(Prediction p) {
        List<SubtypeProbability> ranked = p.getRanked();
        line(
                "sample",
                p.getSite() + "/" + p.getSampleId() + ", batch " + p.getBatchId() + ", subject " + p.getSubjectId());
        line("call", named(ranked.get(0)) + (p.getAbstention() == null ? "" : ", withheld: " + p.getAbstention()));
        line("second", ranked.size() < 2 ? "none" : named(ranked.get(1)));
        line("margin", String.format(Locale.ROOT, "%.4f", p.getMargin()));
        line("set", p.getConformalSet() == null ? "not calibrated" : String.join(", ", p.getConformalSet()));
        line("stage", p.getStage() + ", correction " + p.getCorrectionMode());
        line("flags", p.getFlags().isEmpty() ? "none" : String.join("; ", p.getFlags()));
        line("model", p.getBundleSha256());
        line("prediction", p.getId());
    }

    private static String named(SubtypeProbability subtype) {
        return String.format(Locale.ROOT, "%s (%.4f)", subtype.getSubtype(), subtype.getProbability());
    }

    private static void line(String name, String value) {
        System.err.printf("%-11s %s%n", name, value);
    }
}
