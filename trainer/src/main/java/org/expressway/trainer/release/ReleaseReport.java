package org.expressway.trainer.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.trainer.calibrate.Calibrator;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.LabelledCohort;
import org.expressway.trainer.evaluate.SplitEvaluation;
import org.expressway.trainer.gate.GateCheck;
import org.expressway.trainer.gate.Verdict;
import org.expressway.trainer.report.EvaluationJson;
import org.expressway.trainer.report.HtmlReport;
import org.expressway.trainer.snapshot.Snapshot;

/**
 * What a decision about a model rests on, as one JSON document among the artifacts. It holds neither time nor place, so
 * the same data, recipe and seed give the same report.
 */
final class ReleaseReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int NAMED = 50;

    private final Snapshot snapshot;
    private final Choice choice;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * The report in both of its forms.
     *
     * @param json names the page by its digest
     * @param page HTML, which needs nothing else
     */
    record Documents(byte[] json, byte[] page) {}

    private ReleaseReport(Snapshot snapshot, Choice choice) {
        this.snapshot = snapshot;
        this.choice = choice;
    }

    static Documents of(
            String model, Snapshot snapshot, Choice choice, Nomination nomination, Verdict verdict, long seed) {
        ReleaseReport report = new ReleaseReport(snapshot, choice);
        report.subject(model, seed);
        report.gate(nomination, verdict);
        report.figures();
        report.imputation();
        Evaluation evaluation = evaluation(snapshot, choice);
        byte[] page = HtmlReport.of(evaluation, snapshot.set().unlabelled().x().size(), List.of(preface(verdict)))
                .getBytes(StandardCharsets.UTF_8);
        report.fields.put(
                "evaluation",
                EvaluationJson.timeless(
                        evaluation, snapshot.set().unlabelled().x().size()));
        report.fields.put("pageSha256", Sha256.of(page));
        return new Documents(json(report.fields), page);
    }

    private static byte[] json(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers are JSON", e);
        }
    }

    /** The chosen model beside the baseline, as the gate met them: before either was taught on the validation side too. */
    private static Evaluation evaluation(Snapshot snapshot, Choice choice) {
        LabelledCohort cohort = new LabelledCohort(snapshot.set(), ValueUnit.LOG2, snapshot.sites(), List.of());
        return new SplitEvaluation(cohort, choice.split(), Calibrator.ALPHA)
                .of(
                        taught(choice.chosen()),
                        taught(choice.candidates().get(0)),
                        "Corrected log2 values on the scale of reference "
                                + snapshot.reference().referenceId());
    }

    private static SplitEvaluation.Taught taught(Candidate candidate) {
        return new SplitEvaluation.Taught(candidate.model(), candidate.seconds());
    }

    private static HtmlReport.Preface preface(Verdict verdict) {
        return new HtmlReport.Preface(
                "Gate: " + (verdict.passed() ? "passed" : "refused"),
                List.of("check", "", "seen", "expected"),
                verdict.checks().stream()
                        .map(check -> List.of(
                                check.name(), check.passed() ? "passed" : "failed", check.seen(), check.expected()))
                        .toList());
    }

    private void subject(String model, long seed) {
        fields.put("model", model);
        fields.put("referenceId", snapshot.reference().referenceId());
        fields.put("panelId", snapshot.reference().panelId());
        fields.put("recipe", choice.released().recipe());
        fields.put("settings", choice.released().settings());
        fields.put("seed", seed);
        fields.put("dataFingerprint", snapshot.fingerprint());
        fields.put("classes", snapshot.set().classes());
        fields.put("samples", snapshot.set().samples());
        fields.put("subjects", snapshot.set().stratumOfSubject().size());
        fields.put("labels", snapshot.labels());
        fields.put("recordsLeftOut", snapshot.undecodable());
        fields.put("onnxParity", choice.parity());
    }

    private void gate(Nomination nomination, Verdict verdict) {
        Map<String, Object> gate = new LinkedHashMap<>();
        gate.put("passed", verdict.passed());
        List<Map<String, Object>> checks = new ArrayList<>();
        for (GateCheck check : verdict.checks()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", check.name());
            one.put("passed", check.passed());
            one.put("seen", check.seen());
            one.put("expected", check.expected());
            checks.add(one);
        }
        gate.put("checks", checks);
        gate.put(
                "comparedWith",
                nomination.rivals().stream()
                        .map(rival -> Map.of("name", rival.name(), "samples", rival.rows().length))
                        .toList());
        gate.put("neverSeenByTheChampion", lockedSamples(nomination));
        fields.put("gate", gate);
    }

    /** Held-out samples on which the champion itself, and not only its recipe, was met. */
    private static int lockedSamples(Nomination nomination) {
        return nomination.rivals().stream()
                .filter(rival -> rival.name().startsWith("champion "))
                .mapToInt(rival -> rival.rows().length)
                .sum();
    }

    private void figures() {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("train", choice.split().train().length);
        split.put("validation", choice.split().validation().length);
        split.put("test", choice.split().test().length);
        split.put("referenceSubjectsInTest", choice.split().referenceSubjectsInTest());
        fields.put("split", split);
        Map<String, Object> heldOut = new LinkedHashMap<>();
        for (Candidate candidate : choice.candidates()) {
            heldOut.put(candidate.model().recipe(), figures(candidate.test()));
        }
        fields.put("heldOut", heldOut);
        FirstServed.of(snapshot, choice).ifPresent(metrics -> fields.put("asFirstServed", figures(metrics)));
    }

    private static Map<String, Object> figures(Metrics metrics) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("samples", metrics.samples());
        figures.putAll(metrics.byName());
        figures.put("confusion", metrics.confusion());
        return figures;
    }

    /** Where values were missing and the reference's mean stood in: of the worst samples and genes, how often. */
    private void imputation() {
        int[] perSample = snapshot.missing();
        int[] perGene = snapshot.imputation().perGene();
        Map<String, Object> imputed = new LinkedHashMap<>();
        imputed.put("values", IntStream.of(perSample).asLongStream().sum());
        imputed.put("samples", IntStream.of(perSample).filter(n -> n > 0).count());
        imputed.put("genes", IntStream.of(perGene).filter(n -> n > 0).count());
        imputed.put("perSample", most(perSample, i -> snapshot.set().keys().get(i)));
        imputed.put("perGene", most(perGene, snapshot::geneName));
        fields.put("imputed", imputed);
    }

    private static Map<String, Integer> most(int[] counts, java.util.function.IntFunction<String> name) {
        Map<String, Integer> named = new LinkedHashMap<>();
        IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -counts[i]).thenComparing(i -> i))
                .limit(NAMED)
                .forEach(i -> named.put(name.apply(i), counts[i]));
        return named;
    }
}
