package org.expressway.trainer.report;

import java.util.Locale;
import org.expressway.trainer.evaluate.ClassFigures;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.GroupFigures;
import org.expressway.trainer.evaluate.ModelFigures;
import org.expressway.trainer.evaluate.PairedBootstrap;

/** An evaluation as a few lines for a terminal. */
public final class EvaluationText {
    private final StringBuilder text = new StringBuilder();

    private EvaluationText() {}

    public static String of(Evaluation evaluation, int unlabelled) {
        EvaluationText out = new EvaluationText();
        out.line(
                "%d labelled samples of %d subjects (%d left out without a label), %d genes, %d classes",
                evaluation.set().samples(),
                evaluation.set().subjects().stream().distinct().count(),
                unlabelled,
                evaluation.set().genes(),
                evaluation.set().classes().size());
        out.line("%s, %d seeds; %s", evaluation.plan(), evaluation.seeds(), evaluation.preparation());
        out.line("%-20s accuracy  balanced  macro F1  log loss   Brier    ECE  (perfect model: ECE up to)", "");
        out.model(evaluation.model(), "");
        if (!evaluation.model().equals(evaluation.baseline())) {
            out.model(evaluation.baseline(), " (baseline)");
            evaluation.difference().forEach(out::difference);
        }
        evaluation.model().byClass().forEach(out::ofClass);
        evaluation.model().perSite().stream()
                .filter(site -> site.samples() >= 40 * evaluation.seeds())
                .forEach(out::site);
        out.line(
                "conformal sets: %.3f of classes inside (%.2f wanted), %.2f classes a set, %.3f atypical",
                evaluation.model().conformal().coverage(),
                1 - evaluation.model().conformal().alpha(),
                evaluation.model().conformal().meanSize(),
                evaluation.model().conformal().atypical());
        out.line("%.1f s", evaluation.seconds());
        return out.text.toString();
    }

    private void model(ModelFigures model, String role) {
        line(
                "%-20s   %.4f    %.4f    %.4f    %.4f  %.4f  %.4f  (%.4f)",
                model.recipe() + role,
                model.figure("accuracy"),
                model.figure("balancedAccuracy"),
                model.figure("macroF1"),
                model.figure("logLoss"),
                model.figure("brier"),
                model.figure("ece"),
                model.ecePerfect95());
    }

    private void difference(String figure, PairedBootstrap.Interval interval) {
        line(
                "  model - baseline, %-16s %+.4f  (95 %%: %+.4f to %+.4f)",
                figure, interval.difference(), interval.low(), interval.high());
    }

    private void ofClass(ClassFigures figures) {
        line(
                "  class %-16s n %4d  sensitivity %.3f (%.3f to %.3f)  specificity %.3f (%.3f to %.3f)",
                figures.name(),
                figures.samples(),
                figures.sensitivity().share(),
                figures.sensitivity().low(),
                figures.sensitivity().high(),
                figures.specificity().share(),
                figures.specificity().low(),
                figures.specificity().high());
    }

    private void site(GroupFigures site) {
        line(
                "  site %-17s n %4d  accuracy %.3f  balanced %.3f  coverage %.3f",
                site.name(), site.samples(), site.accuracy(), site.balancedAccuracy(), site.coverage());
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
