package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.expressway.analysis.labelled.LabelledSamplesFile;
import org.expressway.cli.command.FileOptions;
import org.expressway.cli.command.TrainerProcess;
import org.expressway.cli.terminal.Terminal;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.infra.local.ChildCommand;
import org.expressway.infra.local.ChildJava;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code expressway evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Says how well a recipe predicts a column of the sheet on samples, and people, that it has not learned from,"
                    + " beside a tuned logistic regression on the same folds. No platform is needed.",
            "All that is learned is learned inside the training side of a fold: the scale of counts (median of ratios),"
                    + " standardisation, choice of genes, cost, temperature and conformal thresholds. log2 values are taken"
                    + " as they are; TPM, CPM and FPKM as log2(x + 1)."
        },
        footer = {
            "",
            "Examples:",
            "  expressway evaluate --matrix log2.tsv.gz --samples samples.tsv --label-column pam50 --site-column hospital"
                    + " --folds 5 --seeds 5 --report pam50.html",
            "  expressway evaluate --matrix counts.h5ad --samples samples.tsv --label-column subtype --site-column lab"
                    + " --leave-one-site-out --recipe dense --json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--matrix",
            required = true,
            paramLabel = "FILE",
            description = "Expression in any format that `expressway inspect` knows.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path matrix;

    @Option(
            names = "--samples",
            required = true,
            paramLabel = "FILE",
            description = "Sample sheet, TSV or CSV; a sample of the matrix without a row counts as unlabelled.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path samples;

    @Mixin
    private final EvaluationColumns columns = new EvaluationColumns();

    @Mixin
    private final FileOptions options = new FileOptions();

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE.yaml",
            defaultValue = "logistic-weighted",
            description = "What is evaluated: a recipe's name, or a file of its settings (default: ${DEFAULT-VALUE}).")
    private String recipe = "";

    @ArgGroup
    private Held held = new Held();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Repeat with N different draws of the folds; figures are means (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description = "Conformal sets hold the true class of a share 1 - A of samples (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write one page with plots and a learning curve; it needs no other file.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** What is held out, where no split column says it. */
    private static final class Held {
        @Option(
                names = "--folds",
                paramLabel = "K",
                description = "K folds, stratified by class and grouped by subject (default: 5).")
        private @Nullable Integer folds;

        @Option(
                names = "--hold-out",
                paramLabel = "SHARE",
                description = "A share of the subjects, drawn anew for each seed.")
        private @Nullable Double share;

        @Option(names = "--leave-one-site-out", description = "Each site of --site-column once.")
        private boolean sites;
    }

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException, ExecutionException {
        refuseContradictions();
        Progress progress = Terminal.interactive() ? new TerminalProgress(System.err) : Progress.SILENT;
        EvaluationSet set = EvaluationSet.read(matrix, samples, columns, options.reading(), progress);
        if (!set.subjects()) {
            System.err.println("note: no column says the subjects: each sample counts as a person of its own");
        }
        Path file = Files.createTempFile("expressway-evaluate", ".bin");
        try {
            LabelledSamplesFile.write(file, set.samples());
            try (ChildJava trainer =
                    TrainerProcess.evaluate(arguments(file, set), new ChildCommand.Output.Terminal())) {
                return trainer.exit().get();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void refuseContradictions() {
        if (held.sites && columns.site() == null) {
            throw usage("--leave-one-site-out needs --site-column");
        }
        if (columns.split() != null && (held.sites || held.folds != null || held.share != null)) {
            throw usage(
                    "--split-column says what is held out; leave --folds, --hold-out and --leave-one-site-out away");
        }
        Path folder = report == null ? null : report.toAbsolutePath().getParent();
        if (report != null && (folder == null || !Files.isDirectory(folder))) {
            throw usage(report + ": its folder is not there; create it first, or name another");
        }
    }

    private List<String> arguments(Path file, EvaluationSet set) {
        List<String> arguments = new ArrayList<>(List.of(
                "--set",
                file.toString(),
                "--unlabelled",
                Integer.toString(set.unlabelled()),
                "--recipe",
                recipe,
                "--seeds",
                Integer.toString(seeds),
                "--alpha",
                Double.toString(alpha)));
        arguments.addAll(heldOut());
        if (report != null) {
            arguments.addAll(List.of("--report", report.toAbsolutePath().toString()));
        }
        if (json) {
            arguments.add("--json");
        }
        return arguments;
    }

    private List<String> heldOut() {
        if (columns.split() != null) {
            return List.of("--as-split");
        }
        if (held.sites) {
            return List.of("--leave-one-site-out");
        }
        return held.share != null
                ? List.of("--hold-out", held.share.toString())
                : List.of("--folds", Integer.toString(held.folds == null ? 5 : held.folds));
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
