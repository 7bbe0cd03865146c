package org.expressway.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.model.ModelMoves.Mandate;
import org.expressway.cli.model.Rescoring;
import org.expressway.cli.model.Rescoring.Plan;
import org.expressway.cli.terminal.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway models rescore}. */
@Command(
        name = "rescore",
        mixinStandardHelpOptions = true,
        description = {
            "Scores every sample on a reference again with its present champion: those that had no model among them.",
            "What the champion has scored already is left alone, so twice is once. A signed call that comes out"
                    + " otherwise is amended, not replaced (`expressway signed list`)."
        },
        footer = {
            "",
            "Example:",
            "  expressway models rescore --reference 3f2a --why \"the first model there\" --as ada --dry-run"
        })
final class RescoreCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "ID",
            description = "The reference, or the beginning of its id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String reference;

    @Option(names = "--model", paramLabel = "NAME", description = "Which model, where there are several.")
    private @Nullable String model;

    @Option(names = "--why", required = true, description = "Why; stays on record.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String why;

    @Option(names = "--as", required = true, paramLabel = "WHO", description = "Who; stays on record.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String by;

    @Option(names = "--dry-run", description = "Only say what would happen.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Mandate mandate = new Mandate(by, why);
        Rescoring rescoring = new Rescoring(platform);
        Plan plan = rescoring.plan(model, reference);
        if (!dryRun) {
            rescoring.request(plan, mandate, platform.clock().instant());
        }
        System.out.println(json ? Json.line(fields(plan)) : text(plan));
        return ExitCode.OK;
    }

    private String text(Plan plan) {
        return "%d samples on reference %s: %d %s scored again with champion %s (%d of them signed), %d are its already"
                .formatted(
                        plan.samples(),
                        plan.champion().getReferenceId(),
                        plan.places().size(),
                        dryRun ? "would be" : "are being",
                        plan.champion().getBundleSha256(),
                        plan.signed(),
                        plan.upToDate());
    }

    private Map<String, Object> fields(Plan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("referenceId", plan.champion().getReferenceId());
        fields.put("bundleSha256", plan.champion().getBundleSha256());
        fields.put("dryRun", dryRun);
        fields.put("samples", plan.samples());
        fields.put("upToDate", plan.upToDate());
        fields.put("scoredAgain", plan.places().size());
        fields.put("signed", plan.signed());
        return fields;
    }
}
