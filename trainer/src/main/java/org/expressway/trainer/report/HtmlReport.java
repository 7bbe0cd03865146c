package org.expressway.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.trainer.evaluate.ClassFigures;
import org.expressway.trainer.evaluate.ConformalFigures;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.GroupFigures;
import org.expressway.trainer.evaluate.ModelFigures;
import org.expressway.trainer.evaluate.PairedBootstrap;
import org.expressway.trainer.evaluate.SampleMap;
import org.expressway.trainer.evaluate.Wilson;

/** One page: no script, no font, no address outside of itself. All names from files are escaped. */
public final class HtmlReport {
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
            h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;margin:.6em 0}
            td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}
            td:first-child,th:first-child{text-align:left}svg{max-width:480px;width:100%;height:auto}
            svg text{font-size:12px;fill:#333}svg .tick{font-size:10px;fill:#666}svg .grid{stroke:#e6e6e6}
            svg .diagonal{stroke:#999;stroke-dasharray:4 4}svg .whisker{stroke:#0072b2;stroke-opacity:.5}
            svg .curve{stroke:#0072b2}svg .second{stroke:#d55e00}.plots{display:flex;flex-wrap:wrap;gap:1em}
            .legend span{margin-right:1em;white-space:nowrap}.legend i{display:inline-block;width:.8em;height:.8em;margin-right:.3em}
            .note{color:#555}td.diagonal{background:#e5f0f7}
            """;

    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    /** The page. */
    public static String of(Evaluation evaluation, int unlabelled) {
        HtmlReport report = new HtmlReport();
        report.head(evaluation, unlabelled);
        report.figures(evaluation);
        report.calibration(evaluation.model());
        report.confusion(evaluation);
        report.classes(evaluation.model());
        report.sites(evaluation.model().perSite());
        report.map(evaluation.map());
        report.curve(evaluation);
        report.folds(evaluation.model().perFold());
        report.page.append("</body></html>\n");
        return report.page.toString();
    }

    private void head(Evaluation evaluation, int unlabelled) {
        page.append("<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Evaluation of ")
                .append(Svg.escaped(evaluation.model().recipe()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Evaluation of ")
                .append(Svg.escaped(evaluation.model().recipe()))
                .append("</h1>");
        note("%d labelled samples of %d subjects, %d left out without a label; %d genes; %d classes. %s, %d seeds. %s."
                .formatted(
                        evaluation.set().samples(),
                        evaluation.set().subjects().stream().distinct().count(),
                        unlabelled,
                        evaluation.set().genes(),
                        evaluation.set().classes().size(),
                        evaluation.plan(),
                        evaluation.seeds(),
                        evaluation.preparation()));
    }

    private void figures(Evaluation evaluation) {
        title("Figures");
        row("th", "", "accuracy", "balanced", "macro F1", "log loss", "Brier", "ECE", "ECE of a perfect model, 95 %");
        model(evaluation.model(), "");
        model(evaluation.baseline(), ", baseline");
        close();
        note("On held-out samples, after temperature scaling; means over seeds. Model minus baseline, middle 95 % of"
                + " paired draws of subjects:");
        row("th", "figure", "difference", "from", "to");
        for (Map.Entry<String, PairedBootstrap.Interval> entry :
                evaluation.difference().entrySet()) {
            PairedBootstrap.Interval interval = entry.getValue();
            row("td", entry.getKey(), signed(interval.difference()), signed(interval.low()), signed(interval.high()));
        }
        close();
    }

    private void model(ModelFigures model, String role) {
        row(
                "td",
                model.recipe() + role,
                three(model.figure("accuracy")),
                three(model.figure("balancedAccuracy")),
                three(model.figure("macroF1")),
                three(model.figure("logLoss")),
                three(model.figure("brier")),
                three(model.figure("ece")),
                three(model.ecePerfect95()));
    }

    private void calibration(ModelFigures model) {
        title("Are the probabilities true?");
        ConformalFigures sets = model.conformal();
        page.append("<div class='plots'>")
                .append(Plots.reliability(model.reliability()))
                .append("</div>");
        note("ECE before temperature scaling %s, after %s; log loss before %s, after %s; mean temperature %s."
                .formatted(
                        three(model.uncalibrated().getOrDefault("ece", Double.NaN)),
                        three(model.figure("ece")),
                        three(model.uncalibrated().getOrDefault("logLoss", Double.NaN)),
                        three(model.figure("logLoss")),
                        three(model.temperature())));
        note(
                "Conformal sets: %s of the true classes are inside (%s wanted), %s classes a set, %s of the sets are one typical class, %s are atypical."
                        .formatted(
                                three(sets.coverage()),
                                three(1 - sets.alpha()),
                                three(sets.meanSize()),
                                three(sets.single()),
                                three(sets.atypical())));
    }

    private void confusion(Evaluation evaluation) {
        title("Confusion: true class by row, called class by column" + (evaluation.seeds() > 1 ? ", all seeds" : ""));
        List<String> classes = evaluation.set().classes();
        row(
                "th",
                IntStream.rangeClosed(0, classes.size())
                        .mapToObj(c -> c == 0 ? "" : classes.get(c - 1))
                        .toArray(String[]::new));
        int[][] counts = evaluation.model().confusion();
        for (int c = 0; c < counts.length; c++) {
            page.append("<tr><td>").append(Svg.escaped(classes.get(c))).append("</td>");
            for (int k = 0; k < counts.length; k++) {
                page.append(c == k ? "<td class='diagonal'>" : "<td>")
                        .append(counts[c][k])
                        .append("</td>");
            }
            page.append("</tr>");
        }
        close();
    }

    private void classes(ModelFigures model) {
        title("By class, with Wilson's 95 % intervals");
        row("th", "class", "samples", "sensitivity", "95 %", "specificity", "95 %");
        for (ClassFigures figures : model.byClass()) {
            row(
                    "td",
                    figures.name(),
                    Integer.toString(figures.samples()),
                    three(figures.sensitivity().share()),
                    interval(figures.sensitivity()),
                    three(figures.specificity().share()),
                    interval(figures.specificity()));
        }
        close();
    }

    private void sites(List<GroupFigures> sites) {
        if (!sites.isEmpty()) {
            title("By site");
            page.append("<div class='plots'>").append(Plots.sites(sites)).append("</div>");
            groups("site", sites);
        }
    }

    private void folds(List<GroupFigures> folds) {
        title("By fold");
        groups("fold", folds);
    }

    private void groups(String what, List<GroupFigures> groups) {
        row("th", what, "samples", "accuracy", "balanced", "macro F1", "log loss", "coverage");
        for (GroupFigures group : groups) {
            row(
                    "td",
                    group.seed() == 0 ? group.name() : "seed " + group.seed() + ", " + group.name(),
                    Integer.toString(group.samples()),
                    three(group.accuracy()),
                    three(group.balancedAccuracy()),
                    three(group.macroF1()),
                    three(group.logLoss()),
                    three(group.coverage()));
        }
        close();
    }

    private void map(SampleMap map) {
        title("Samples on their two first principal axes");
        note("By class"
                + (map.sites().isEmpty()
                        ? "."
                        : ", and by site: where sites part within a class, they differ in"
                                + " more than their patients."));
        page.append("<div class='plots'>");
        coloured(map, map.classes());
        if (!map.sites().isEmpty()) {
            coloured(map, map.sites());
        }
        page.append("</div>");
    }

    private void coloured(SampleMap map, List<String> names) {
        Palette colours = new Palette(names.stream().distinct().sorted().toList());
        page.append("<div>")
                .append(Plots.map(map, names, colours))
                .append(colours.legend())
                .append("</div>");
    }

    private void curve(Evaluation evaluation) {
        if (!evaluation.curve().isEmpty()) {
            title("Learning curve: accuracy (blue) and balanced accuracy (orange)");
            page.append("<div class='plots'>")
                    .append(Plots.learningCurve(evaluation.curve()))
                    .append("</div>");
        }
    }

    private void title(String text) {
        page.append("<h2>").append(Svg.escaped(text)).append("</h2>");
    }

    private void note(String text) {
        page.append("<p class='note'>").append(Svg.escaped(text)).append("</p>");
    }

    /** A row; a row of headings begins a table. */
    private void row(String cell, String... texts) {
        page.append(cell.equals("th") ? "<table><tr>" : "<tr>");
        for (String text : texts) {
            page.append('<')
                    .append(cell)
                    .append('>')
                    .append(Svg.escaped(text))
                    .append("</")
                    .append(cell)
                    .append('>');
        }
        page.append("</tr>\n");
    }

    private void close() {
        page.append("</table>");
    }

    private static String interval(Wilson wilson) {
        return three(wilson.low()) + " to " + three(wilson.high());
    }

    private static String three(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
