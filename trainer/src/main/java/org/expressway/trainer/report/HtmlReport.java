package org.expressway.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Wilson;
import org.expressway.trainer.evaluate.ClassFigures;
import org.expressway.trainer.evaluate.ConformalFigures;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.GroupFigures;
import org.expressway.trainer.evaluate.ModelFigures;
import org.expressway.trainer.evaluate.PairedBootstrap;
import org.expressway.trainer.evaluate.SampleMap;

/** An evaluation as one page: no script, no font, no address outside of itself. */
public final class HtmlReport {
    private final HtmlPage page;

    private HtmlReport(HtmlPage page) {
        this.page = page;
    }

    /** What stands before the figures, such as the verdict that rests on them. */
    public record Preface(String title, List<String> headings, List<List<String>> rows) {}

    /** The page. */
    public static String of(Evaluation evaluation, int unlabelled) {
        return of(evaluation, unlabelled, List.of());
    }

    /** The page, with tables before the figures. */
    public static String of(Evaluation evaluation, int unlabelled, List<Preface> prefaces) {
        HtmlReport report = new HtmlReport(
                new HtmlPage("Evaluation of " + evaluation.model().recipe()));
        report.head(evaluation, unlabelled);
        prefaces.forEach(report::preface);
        report.figures(evaluation);
        report.calibration(evaluation.model());
        report.confusion(evaluation);
        report.classes(evaluation.model());
        report.sites(evaluation.model().perSite());
        report.map(evaluation.map());
        report.curve(evaluation);
        report.folds(evaluation.model().perFold());
        return report.page.html();
    }

    private void head(Evaluation evaluation, int unlabelled) {
        page.note(
                "%d labelled samples of %d subjects, %d left out without a label; %d genes; %d classes. %s, %d seeds. %s."
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

    private void preface(Preface preface) {
        page.title(preface.title());
        page.table(preface.headings().toArray(String[]::new));
        preface.rows().forEach(row -> page.row(row.toArray(String[]::new)));
        page.close();
    }

    private void figures(Evaluation evaluation) {
        page.title("Figures");
        page.table("", "accuracy", "balanced", "macro F1", "log loss", "Brier", "ECE", "ECE of a perfect model, 95 %");
        model(evaluation.model(), "");
        model(evaluation.baseline(), ", baseline");
        page.close();
        page.note(
                "On held-out samples, after temperature scaling; means over seeds. Model minus baseline, middle 95 % of"
                        + " paired draws of subjects:");
        page.table("figure", "difference", "from", "to");
        for (Map.Entry<String, PairedBootstrap.Interval> entry :
                evaluation.difference().entrySet()) {
            PairedBootstrap.Interval interval = entry.getValue();
            page.row(entry.getKey(), signed(interval.difference()), signed(interval.low()), signed(interval.high()));
        }
        page.close();
    }

    private void model(ModelFigures model, String role) {
        page.row(
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
        page.title("Are the probabilities true?");
        ConformalFigures sets = model.conformal();
        page.plots(Plots.reliability(model.reliability()));
        page.note("ECE before temperature scaling %s, after %s; log loss before %s, after %s; mean temperature %s."
                .formatted(
                        three(model.uncalibrated().getOrDefault("ece", Double.NaN)),
                        three(model.figure("ece")),
                        three(model.uncalibrated().getOrDefault("logLoss", Double.NaN)),
                        three(model.figure("logLoss")),
                        three(model.temperature())));
        page.note(
                "Conformal sets: %s of the true classes are inside (%s wanted), %s classes a set, %s of the sets are one typical class, %s are atypical."
                        .formatted(
                                three(sets.coverage()),
                                three(1 - sets.alpha()),
                                three(sets.meanSize()),
                                three(sets.single()),
                                three(sets.atypical())));
    }

    private void confusion(Evaluation evaluation) {
        page.title(
                "Confusion: true class by row, called class by column" + (evaluation.seeds() > 1 ? ", all seeds" : ""));
        List<String> classes = evaluation.set().classes();
        page.table(IntStream.rangeClosed(0, classes.size())
                .mapToObj(c -> c == 0 ? "" : classes.get(c - 1))
                .toArray(String[]::new));
        int[][] counts = evaluation.model().confusion();
        for (int c = 0; c < counts.length; c++) {
            page.counts(classes.get(c), counts[c], c);
        }
        page.close();
    }

    private void classes(ModelFigures model) {
        page.title("By class, with Wilson's 95 % intervals");
        page.table("class", "samples", "sensitivity", "95 %", "specificity", "95 %");
        for (ClassFigures figures : model.byClass()) {
            page.row(
                    figures.name(),
                    Integer.toString(figures.samples()),
                    three(figures.sensitivity().share()),
                    interval(figures.sensitivity()),
                    three(figures.specificity().share()),
                    interval(figures.specificity()));
        }
        page.close();
    }

    private void sites(List<GroupFigures> sites) {
        if (!sites.isEmpty()) {
            page.title("By site");
            page.plots(Plots.sites(sites));
            groups("site", sites);
        }
    }

    private void folds(List<GroupFigures> folds) {
        page.title("By fold");
        groups("fold", folds);
    }

    private void groups(String what, List<GroupFigures> groups) {
        page.table(what, "samples", "accuracy", "balanced", "macro F1", "log loss", "coverage");
        for (GroupFigures group : groups) {
            page.row(
                    group.seed() == 0 ? group.name() : "seed " + group.seed() + ", " + group.name(),
                    Integer.toString(group.samples()),
                    three(group.accuracy()),
                    three(group.balancedAccuracy()),
                    three(group.macroF1()),
                    three(group.logLoss()),
                    three(group.coverage()));
        }
        page.close();
    }

    private void map(SampleMap map) {
        page.title("Samples on their two first principal axes");
        page.note("By class"
                + (map.sites().isEmpty()
                        ? "."
                        : ", and by site: where sites part within a class, they differ in"
                                + " more than their patients."));
        page.plots(coloured(map, map.classes()), map.sites().isEmpty() ? "" : coloured(map, map.sites()));
    }

    private static String coloured(SampleMap map, List<String> names) {
        Palette colours = new Palette(names.stream().distinct().sorted().toList());
        return "<div>" + Plots.map(map, names, colours) + colours.legend() + "</div>";
    }

    private void curve(Evaluation evaluation) {
        if (!evaluation.curve().isEmpty()) {
            page.title("Learning curve: accuracy (blue) and balanced accuracy (orange)");
            page.plots(Plots.learningCurve(evaluation.curve()));
        }
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
