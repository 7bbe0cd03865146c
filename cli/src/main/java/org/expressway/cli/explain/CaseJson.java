package org.expressway.cli.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.Prediction;
import org.jspecify.annotations.Nullable;

/** A case for a program. */
public final class CaseJson {
    private CaseJson() {}

    public static Map<String, @Nullable Object> of(ExplainedCase one) {
        Prediction p = one.prediction();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("site", p.getSite());
        json.put("sampleId", p.getSampleId());
        json.put("id", p.getId());
        json.put("stage", p.getStage().name());
        Map<String, Double> probabilities = new LinkedHashMap<>();
        p.getRanked().forEach(ranked -> probabilities.put(ranked.getSubtype(), ranked.getProbability()));
        json.put("probabilities", probabilities);
        json.put("certainty", Words.certainty(p));
        json.put("conformalSet", p.getConformalSet());
        new CaseDoubt(p).into(json);
        json.put("flags", p.getFlags());
        json.put("imputedGenes", p.getImputedGenes());
        json.put("correction", correction(p, one.corrected()));
        json.put("referenceId", p.getReferenceId());
        json.put("fitId", p.getFitId());
        json.put("bundleSha256", p.getBundleSha256());
        json.put("explanation", one.explanation().map(e -> explanation(one, e)).orElse(null));
        json.put("whyNot", one.explained() ? null : one.whyNot());
        json.put("limits", Limits.of(one));
        return json;
    }

    private static Map<String, @Nullable Object> correction(Prediction p, @Nullable CorrectedSample sample) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("mode", p.getCorrectionMode().name());
        if (sample != null) {
            json.put("samples", sample.getCorrection().getSamples());
            json.put("meanPosteriorSd", sample.getCorrection().getMeanPosteriorSd());
            json.put("reason", sample.getCorrection().getReason());
        }
        return json;
    }

    private static Map<String, @Nullable Object> explanation(ExplainedCase one, Explanation e) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("call", e.getCall());
        json.put("second", e.getSecond());
        json.put("marginChange", e.getMarginChange());
        json.put("total", e.getTotal());
        json.put("completenessGap", one.prediction().getCompletenessGap());
        json.put("complete", e.getComplete());
        json.put("steps", e.getSteps());
        json.put("onRecord", !one.madeNow());
        json.put("imputedContribution", e.getImputedContribution());
        json.put("unseenBaselineGenes", e.getUnseenBaselineGenes());
        List<Object> genes = new ArrayList<>();
        for (Contribution gene : one.genes()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("gene", gene.getGene());
            row.put("symbol", gene.getSymbol());
            row.put("value", gene.getValue());
            row.put("imputed", gene.getImputed());
            genes.add(row);
        }
        json.put("genes", genes);
        json.put(
                "pathways",
                one.pathways().stream()
                        .map(pathway -> Map.of(
                                "collection", pathway.getCollection(),
                                "pathway", pathway.getPathway(),
                                "value", pathway.getValue(),
                                "genes", pathway.getGenes()))
                        .toList());
        Map<String, Double> attention = new LinkedHashMap<>();
        e.getAttention().forEach(module -> attention.put(module.getModule(), module.getWeight()));
        json.put("attention", attention);
        return json;
    }
}
