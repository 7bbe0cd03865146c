package org.expressway.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.trainer.choose.Candidate;
import org.expressway.trainer.choose.Choice;
import org.expressway.trainer.release.Decided;
import org.expressway.trainer.release.Releases;
import org.expressway.trainer.snapshot.Snapshot;

/** What came of a training, for people and for programs. */
record TrainingReport(Snapshot snapshot, Releases.Stored stored, Decided decided, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    ModelRelease release() {
        return decided.release();
    }

    private Choice choice() {
        return stored.choice();
    }

    /** Whether it serves or may come to serve. */
    boolean released() {
        return decided.place() != Decided.Place.REFUSED;
    }

    private String place() {
        return decided.place().name().toLowerCase(Locale.ROOT);
    }

    /** One JSON object on one line. */
    String json() {
        try {
            return JSON.writeValueAsString(fields());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text and numbers are JSON", e);
        }
    }

    /** A few lines for a terminal. */
    String text() {
        ModelRelease release = stored.release();
        StringBuilder text = new StringBuilder("%s (%s) of %s, reference %s: %s%n"
                .formatted(
                        release.getBundleSha256(),
                        release.getRecipe(),
                        release.getModel(),
                        release.getReferenceId(),
                        said()));
        stored.verdict().failed().forEach(check -> text.append("  %s%n".formatted(check)));
        text.append("%d samples of %d subjects, %d classes; %d held-out subjects%n"
                .formatted(
                        release.getSamples(),
                        release.getSubjects(),
                        release.getClasses().size(),
                        release.getTestSubjects()));
        for (Candidate candidate : choice().candidates()) {
            Metrics test = candidate.test();
            text.append(String.format(
                    Locale.ROOT,
                    "  %-8s accuracy %.3f  balanced %.3f  macro F1 %.3f  log loss %.3f  ECE %.3f  (%.1f s)%n",
                    candidate.model().recipe(),
                    test.accuracy(),
                    test.balancedAccuracy(),
                    test.macroF1(),
                    test.logLoss(),
                    test.ece(),
                    candidate.seconds()));
        }
        return text.toString();
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        ModelRelease release = stored.release();
        fields.put("bundleSha256", release.getBundleSha256());
        fields.put("previousBundleSha256", release().getPreviousBundleSha256());
        fields.put("decision", place());
        fields.put("why", stored.verdict().why());
        fields.put("reportSha256", release.getReportSha256());
        fields.put("model", release.getModel());
        fields.put("recipe", release.getRecipe());
        fields.put("referenceId", release.getReferenceId());
        fields.put("panelId", release.getPanelId());
        fields.put("dataFingerprint", release.getDataFingerprint());
        fields.put("seed", release.getSeed());
        fields.put("labels", snapshot.labels());
        fields.put("samples", release.getSamples());
        fields.put("subjects", release.getSubjects());
        fields.put("classes", release.getClasses());
        fields.put("split", split());
        fields.put("settings", choice().released().settings());
        fields.put("validation", figures(false));
        fields.put("test", figures(true));
        fields.put("onnxParity", choice().parity());
        fields.put("seconds", seconds);
        return fields;
    }

    private String said() {
        return switch (decided.place()) {
            case CHAMPION -> "released as champion";
            case CHALLENGER -> "passed its gate, challenger; `expressway models promote` makes it champion";
            case UNCHANGED -> "is the champion already";
            case REFUSED -> "refused by its gate, the champion stays";
        };
    }

    private Map<String, Object> split() {
        ModelRelease release = stored.release();
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("train", choice().split().train().length);
        split.put("validation", choice().split().validation().length);
        split.put("test", choice().split().test().length);
        split.put("testSubjects", release.getTestSubjects());
        split.put("referenceSubjectsInTest", choice().split().referenceSubjectsInTest());
        return split;
    }

    private Map<String, Object> figures(boolean test) {
        Map<String, Object> byRecipe = new LinkedHashMap<>();
        for (Candidate candidate : choice().candidates()) {
            Metrics metrics = test ? candidate.test() : candidate.validation();
            Map<String, Object> figures = new LinkedHashMap<>(metrics.byName());
            figures.put("confusion", metrics.confusion());
            byRecipe.put(candidate.model().recipe(), figures);
        }
        return byRecipe;
    }
}
