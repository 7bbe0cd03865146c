package org.expressway.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.evaluate.Wilson;
import org.expressway.trainer.evaluate.ClassFigures;
import org.expressway.trainer.evaluate.ConformalFigures;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.GroupFigures;
import org.expressway.trainer.evaluate.ModelFigures;

/** An evaluation as one JSON object. A figure that does not exist (a class without samples) is null. */
public final class EvaluationJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationJson() {}

    /** One line. */
    public static String line(Evaluation evaluation, int unlabelled) {
        try {
            return JSON.writeValueAsString(fields(evaluation, unlabelled));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers are JSON", e);
        }
    }

    /** The same fields without how long anything took, so that the same figures are the same text. */
    public static Map<String, Object> timeless(Evaluation evaluation, int unlabelled) {
        Map<String, Object> fields = fields(evaluation, unlabelled);
        fields.remove("seconds");
        fields.remove("trainingSeconds");
        Map<String, Object> baseline = figures(evaluation.baseline());
        baseline.remove("trainingSeconds");
        fields.put("baseline", baseline);
        return fields;
    }

    static Map<String, Object> fields(Evaluation evaluation, int unlabelled) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("n", evaluation.set().samples());
        fields.put("unlabelled", unlabelled);
        fields.put("heldOut", evaluation.heldOut());
        fields.put("subjects", evaluation.set().subjects().stream().distinct().count());
        fields.put("genes", evaluation.set().genes());
        fields.put("classes", evaluation.set().classes());
        fields.put("plan", evaluation.plan());
        fields.put("seeds", evaluation.seeds());
        fields.put("preparation", evaluation.preparation());
        fields.putAll(figures(evaluation.model()));
        fields.put("baseline", figures(evaluation.baseline()));
        fields.put("differenceToBaseline", evaluation.difference());
        fields.put("learningCurve", evaluation.curve());
        fields.put("seconds", evaluation.seconds());
        return fields;
    }

    private static Map<String, Object> figures(ModelFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("recipe", figures.recipe());
        fields.putAll(figures.mean());
        fields.put("ecePerfect95", figures.ecePerfect95());
        fields.put("sd", figures.sd());
        fields.put("beforeTemperatureScaling", figures.uncalibrated());
        fields.put("temperature", figures.temperature());
        fields.put("confusion", figures.confusion());
        fields.put(
                "perClass",
                figures.byClass().stream().map(EvaluationJson::ofClass).toList());
        fields.put("perFold", groups(figures.perFold(), true));
        fields.put("perSite", groups(figures.perSite(), false));
        fields.put("conformal", conformal(figures.conformal()));
        fields.put("reliability", figures.reliability());
        fields.put("trainingSeconds", figures.seconds());
        return fields;
    }

    private static Map<String, Object> conformal(ConformalFigures sets) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("alpha", sets.alpha());
        fields.put("coverage", sets.coverage());
        Map<String, Object> ofClass = new LinkedHashMap<>();
        sets.coverageOfClass().forEach((name, coverage) -> ofClass.put(name, finite(coverage)));
        fields.put("coverageOfClass", ofClass);
        fields.put("meanSize", sets.meanSize());
        fields.put("single", sets.single());
        fields.put("atypical", sets.atypical());
        return fields;
    }

    private static Map<String, Object> ofClass(ClassFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("class", figures.name());
        fields.put("n", figures.samples());
        fields.put("sensitivity", interval(figures.sensitivity()));
        fields.put("specificity", interval(figures.specificity()));
        return fields;
    }

    private static Map<String, Object> interval(Wilson wilson) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", finite(wilson.share()));
        fields.put("low", wilson.low());
        fields.put("high", wilson.high());
        return fields;
    }

    private static List<Map<String, Object>> groups(List<GroupFigures> groups, boolean folds) {
        return groups.stream().map(group -> group(group, folds)).toList();
    }

    private static Map<String, Object> group(GroupFigures group, boolean fold) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (fold) {
            fields.put("seed", group.seed());
        }
        fields.put(fold ? "fold" : "site", group.name());
        fields.put("n", group.samples());
        fields.put("accuracy", group.accuracy());
        fields.put("balancedAccuracy", group.balancedAccuracy());
        fields.put("macroF1", group.macroF1());
        fields.put("logLoss", group.logLoss());
        fields.put("coverage", group.coverage());
        return fields;
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : NullNode.getInstance();
    }
}
