package org.expressway.cli.performance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.expressway.analysis.evaluate.ServedFigures;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.performance.LabelledCalls.Call;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway performance}. */
@Command(
        name = "performance",
        mixinStandardHelpOptions = true,
        description = {
            "How calls in service did against the labels that have come since, with 95 %% intervals, and beside it the accuracy that",
            "the probabilities promise, which needs no label. PROVISIONAL as first served and FINAL (of record) stand apart.",
            "ECE has the 95 %% quantile of a perfect model in brackets: below it, nothing speaks against the probabilities.",
            "A challenger is measured by its calls in shadow: --bundle. `models compare` tells how often two models agree."
        },
        footer = {
            "",
            "Example:",
            "  expressway performance --by site",
            "  expressway performance --bundle 3f2a --csv > challenger.csv"
        })
public final class PerformanceCommand implements Callable<Integer> {
    private static final String ALL = "all";
    /** The draws of the perfect model; the same figures come out each time. */
    private static final long SEED = 1;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(names = "--model", paramLabel = "NAME", description = "Of one model.")
    private @Nullable String model;

    @Option(
            names = "--bundle",
            paramLabel = "ID",
            description = "Of one bundle, or the beginning of its id; calls in shadow count too.")
    private @Nullable String bundle;

    @Option(names = "--by", paramLabel = "WHAT", description = "Also by ${COMPLETION-CANDIDATES}.")
    private @Nullable Grouping by;

    @ArgGroup(exclusive = true)
    private final Format format = new Format();

    /** How figures are printed. */
    static final class Format {
        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        @Option(names = "--csv", description = "Comma-separated, with a header.")
        boolean csv;
    }

    @Override
    public Integer call() {
        List<Topic<String, Prediction>> topics =
                bundle == null ? List.of(Topics.PREDICTION) : List.of(Topics.PREDICTION, Topics.SHADOW);
        print(rows(new LabelledCalls(platform, topics, this::counts).calls().toList()));
        return ExitCode.OK;
    }

    private boolean counts(Prediction prediction) {
        return (model == null || prediction.getModel().equals(model))
                && (bundle == null || prediction.getBundleSha256().startsWith(bundle));
    }

    private List<PerformanceRow> rows(List<Call> calls) {
        List<PerformanceRow> rows = new ArrayList<>(byStage(ALL, calls));
        if (by != null) {
            Grouping grouping = by;
            new TreeMap<>(calls.stream().collect(Collectors.groupingBy(call -> call.group(grouping))))
                    .forEach((group, members) -> rows.addAll(byStage(group, members)));
        }
        return rows;
    }

    private static List<PerformanceRow> byStage(String group, List<Call> calls) {
        Map<String, List<Call>> stages = calls.stream().collect(Collectors.groupingBy(Call::stage));
        return stages.entrySet().stream()
                .sorted(Map.Entry.<String, List<Call>>comparingByKey(Comparator.reverseOrder()))
                .map(stage -> PerformanceRow.of(
                        group,
                        stage.getKey(),
                        ServedFigures.of(
                                stage.getValue().stream().map(Call::served).toList(), SEED)))
                .toList();
    }

    private void print(List<PerformanceRow> rows) {
        if (format.json) {
            rows.forEach(row -> System.out.println(Json.line(row)));
        } else if (format.csv) {
            System.out.println(String.join(",", PerformanceRow.COLUMNS));
            rows.forEach(row -> System.out.println(row.csv()));
        } else {
            Table table = new Table(
                    by == null ? "" : by.name().toLowerCase(Locale.ROOT),
                    "stage",
                    "calls",
                    "labelled",
                    "accuracy",
                    "expected",
                    "balanced",
                    "log loss",
                    "Brier",
                    "ECE",
                    "coverage",
                    "withheld",
                    "of those given");
            rows.forEach(row -> table.row(row.cells()));
            System.out.print(table);
        }
    }
}
