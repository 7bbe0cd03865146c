package org.expressway.cli.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.analysis.evaluate.ServedFigures;
import org.jspecify.annotations.Nullable;

/** Figures of one group of calls at one stage, as a program or a person reads them; null where nothing can be said. */
record PerformanceRow(
        String group,
        String stage,
        int calls,
        int withoutModel,
        int labelled,
        @Nullable Double accuracy,
        @Nullable Double accuracyLow,
        @Nullable Double accuracyHigh,
        @Nullable Double expectedAccuracy,
        @Nullable Double balancedAccuracy,
        @Nullable Double logLoss,
        @Nullable Double brier,
        @Nullable Double ece,
        @Nullable Double ecePerfect95,
        int sets,
        @Nullable Double coverage,
        @Nullable Double abstained,
        int given,
        @Nullable Double accuracyGiven) {
    static final List<String> COLUMNS = List.of(
            "group",
            "stage",
            "calls",
            "without_model",
            "labelled",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "expected_accuracy",
            "balanced_accuracy",
            "log_loss",
            "brier",
            "ece",
            "ece_perfect95",
            "sets",
            "coverage",
            "abstained",
            "given",
            "accuracy_given");

    static PerformanceRow of(String group, String stage, ServedFigures figures) {
        Metrics metrics = figures.metrics();
        boolean any = metrics != null;
        return new PerformanceRow(
                group,
                stage,
                figures.calls(),
                figures.withoutModel(),
                figures.labelled(),
                number(figures.accuracy().share()),
                any ? number(figures.accuracy().low()) : null,
                any ? number(figures.accuracy().high()) : null,
                number(figures.expectedAccuracy()),
                metrics == null ? null : number(metrics.balancedAccuracy()),
                metrics == null ? null : number(metrics.logLoss()),
                metrics == null ? null : number(metrics.brier()),
                metrics == null ? null : number(metrics.ece()),
                number(figures.perfectEce()),
                figures.sets(),
                number(figures.coverage().share()),
                number(figures.abstained()),
                figures.given(),
                number(figures.accuracyGiven().share()));
    }

    private static @Nullable Double number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    String csv() {
        List<String> cells = new ArrayList<>();
        cells.add(quoted(group));
        cells.add(stage);
        cells.add(Integer.toString(calls));
        cells.add(Integer.toString(withoutModel));
        cells.add(Integer.toString(labelled));
        for (Double each : new Double[] {
            accuracy, accuracyLow, accuracyHigh, expectedAccuracy, balancedAccuracy, logLoss, brier, ece, ecePerfect95
        }) {
            cells.add(plain(each));
        }
        cells.add(Integer.toString(sets));
        cells.add(plain(coverage));
        cells.add(plain(abstained));
        cells.add(Integer.toString(given));
        cells.add(plain(accuracyGiven));
        return String.join(",", cells);
    }

    Object[] cells() {
        String interval =
                accuracy == null ? "-" : shown(accuracy) + " [" + shown(accuracyLow) + ", " + shown(accuracyHigh) + "]";
        return new Object[] {
            group.length() == 64 ? group.substring(0, 12) : group,
            stage,
            calls,
            labelled,
            interval,
            shown(expectedAccuracy),
            shown(balancedAccuracy),
            shown(logLoss),
            shown(brier),
            shown(ece) + (ecePerfect95 == null ? "" : " (" + shown(ecePerfect95) + ")"),
            shown(coverage),
            shown(abstained),
            shown(accuracyGiven)
        };
    }

    private static String plain(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    private static String shown(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
