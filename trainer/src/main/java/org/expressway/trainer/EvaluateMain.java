package org.expressway.trainer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.labelled.LabelledSamplesFile;
import org.expressway.trainer.cohort.FoldPlan;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.EvaluationSettings;
import org.expressway.trainer.evaluate.LabelledCohort;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.report.EvaluationJson;
import org.expressway.trainer.report.EvaluationText;
import org.expressway.trainer.report.HtmlReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Evaluates a recipe on labelled samples of a file, without a platform. {@code expressway evaluate} reads the laboratory's
 * files and starts this.
 */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Evaluates a recipe beside the tuned baseline on samples that neither has learned from.",
        footer = {
            "",
            "Example: evaluate --set samples.bin --recipe dense --folds 5 --seeds 5 --json",
            "Exit codes: 0 evaluated, 1 failure, 2 usage, 3 samples that cannot be split or taught."
        })
public final class EvaluateMain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--set",
            required = true,
            paramLabel = "FILE",
            description = "Labelled samples, as the command hands them over.")
    private Path file = Path.of("");

    @Option(
            names = "--unlabelled",
            defaultValue = "0",
            description = "Samples that were left out before, to be reported.")
    private int unlabelled;

    @Option(
            names = "--recipe",
            defaultValue = "logistic-weighted",
            description = "Recipe, by name or YAML file (${DEFAULT-VALUE}).")
    private String recipe = "";

    @Option(
            names = "--baseline",
            defaultValue = "logistic",
            description = "What it is compared with (${DEFAULT-VALUE}).")
    private String baseline = "";

    @ArgGroup
    private Held held = new Held();

    @Option(
            names = "--seeds",
            defaultValue = "1",
            description = "Repetitions, each with other folds (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--alpha",
            defaultValue = "0.05",
            description = "1 - coverage of the conformal sets (${DEFAULT-VALUE}).")
    private double alpha;

    @Option(names = "--threads", defaultValue = "1", description = "Native threads (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--report", paramLabel = "FILE", description = "Write an HTML page.")
    private @Nullable Path report;

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    /** What is held out. */
    private static final class Held {
        @Option(names = "--folds", paramLabel = "K", description = "Stratified folds, grouped by subject (default: 5).")
        private @Nullable Integer folds;

        @Option(
                names = "--hold-out",
                paramLabel = "SHARE",
                description = "A share of the subjects, drawn anew for each seed.")
        private @Nullable Double share;

        @Option(names = "--leave-one-site-out", description = "Each site once.")
        private boolean sites;

        @Option(names = "--as-split", description = "As the sheet's split column says.")
        private boolean sides;

        FoldPlan plan(LabelledCohort cohort) {
            if (sites) {
                return new FoldPlan.LeaveOneSiteOut(cohort.sites());
            }
            if (sides) {
                return new FoldPlan.AsGiven(cohort.sides());
            }
            return share != null
                    ? new FoldPlan.HeldOutShare(share)
                    : new FoldPlan.Stratified(folds == null ? 5 : folds);
        }
    }

    private EvaluateMain() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        return new CommandLine(new EvaluateMain())
                .setExecutionExceptionHandler(
                        (e, command, parsed) -> Outcome.of(e).report(command.getErr()))
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        NativeThreads.limitTo(threads);
        LabelledSamples samples = LabelledSamplesFile.read(file);
        LabelledCohort cohort = LabelledCohort.of(samples);
        EvaluationSettings settings = settings(cohort);
        EvaluationBar bar = new EvaluationBar(System.err, Evaluation.steps(cohort, settings));
        Evaluation evaluation = Evaluation.of(cohort, settings, bar);
        bar.close();
        if (report != null) {
            Files.writeString(report, HtmlReport.of(evaluation, unlabelled), StandardCharsets.UTF_8);
        }
        System.out.println(
                json
                        ? EvaluationJson.line(evaluation, unlabelled)
                        : EvaluationText.of(evaluation, unlabelled).stripTrailing());
        return 0;
    }

    private EvaluationSettings settings(LabelledCohort cohort) throws IOException {
        try {
            return new EvaluationSettings(
                    recipe(recipe), recipe, recipe(baseline), held.plan(cohort), seeds, alpha, report != null);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static Recipe recipe(String nameOrFile) throws IOException {
        return Recipes.of(nameOrFile);
    }
}
