package org.expressway.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;
import org.jspecify.annotations.Nullable;

/** A prediction as a program or a person reads it. */
record PredictionRow(
        String site,
        String sampleId,
        String subjectId,
        String batchId,
        String stage,
        String subtype,
        double probability,
        String second,
        double secondProbability,
        double margin,
        Map<String, Double> probabilities,
        String correctionMode,
        @Nullable String abstention,
        List<String> abstentions,
        boolean reportable,
        @Nullable List<String> conformalSet,
        @Nullable Double conformalAlpha,
        boolean atypical,
        @Nullable Double outOfDistribution,
        @Nullable Double reconstructionTail,
        @Nullable Double latentTail,
        @Nullable Double probabilitySd,
        @Nullable Double marginSd,
        @Nullable Double callChangeProbability,
        int imputedGenes,
        List<String> flags,
        String model,
        String bundleSha256,
        String referenceId,
        @Nullable String fitId,
        String id,
        String origin,
        @Nullable String publishedAt,
        @Nullable String scoredAt,
        @Nullable String signOff) {
    static final String CSV_HEADER =
            "site,sample,subject,batch,stage,subtype,probability,second,second_probability,margin,correction,abstention,abstentions,reportable,set,alpha,atypical,out_of_distribution,reconstruction_tail,latent_tail,probability_sd,margin_sd,call_change,imputed_genes,flags,bundle,reference,fit,id,origin,scored_at,sign_off";
    static final String TEXT_HEADER = line(
            "sample",
            "batch",
            "stage",
            "subtype",
            "p",
            "second",
            "margin",
            "correction",
            "bundle",
            "set",
            "strange",
            "report",
            "");

    /** @param signOff SIGNED or AMENDED */
    static PredictionRow of(Prediction p, @Nullable String signOff) {
        List<SubtypeProbability> ranked = p.getRanked();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        ranked.forEach(r -> probabilities.put(r.getSubtype(), r.getProbability()));
        return new PredictionRow(
                p.getSite(),
                p.getSampleId(),
                p.getSubjectId(),
                p.getBatchId(),
                p.getStage().name(),
                ranked.isEmpty() ? "" : ranked.get(0).getSubtype(),
                ranked.isEmpty() ? Double.NaN : ranked.get(0).getProbability(),
                ranked.size() < 2 ? "" : ranked.get(1).getSubtype(),
                ranked.size() < 2 ? Double.NaN : ranked.get(1).getProbability(),
                p.getMargin(),
                probabilities,
                p.getCorrectionMode().name(),
                p.getAbstention() == null ? null : p.getAbstention().name(),
                p.getAbstentions().stream().map(Enum::name).toList(),
                p.getReportable(),
                p.getConformalSet(),
                p.getConformalAlpha(),
                p.getAtypical(),
                p.getOutOfDistribution(),
                p.getReconstructionTail(),
                p.getLatentTail(),
                p.getTopProbabilitySd(),
                p.getMarginSd(),
                p.getCallChangeProbability(),
                p.getImputedGenes(),
                p.getFlags(),
                p.getModel(),
                p.getBundleSha256(),
                p.getReferenceId(),
                p.getFitId(),
                p.getId(),
                p.getOrigin().getTopic() + "/" + p.getOrigin().getPartition() + "/"
                        + p.getOrigin().getOffset(),
                p.getTimes().getPublishedAt() == null
                        ? null
                        : p.getTimes().getPublishedAt().toString(),
                p.getTimes().getScoredAt() == null
                        ? null
                        : p.getTimes().getScoredAt().toString(),
                signOff);
    }

    String csv() {
        return String.join(
                ",",
                List.of(
                        quoted(site),
                        quoted(sampleId),
                        quoted(subjectId),
                        quoted(batchId),
                        stage,
                        quoted(subtype),
                        number(probability),
                        quoted(second),
                        number(secondProbability),
                        number(margin),
                        correctionMode,
                        abstention == null ? "" : abstention,
                        String.join(" ", abstentions),
                        String.valueOf(reportable),
                        conformalSet == null ? "" : quoted(String.join(";", conformalSet)),
                        number(conformalAlpha),
                        String.valueOf(atypical),
                        number(outOfDistribution),
                        number(reconstructionTail),
                        number(latentTail),
                        number(probabilitySd),
                        number(marginSd),
                        number(callChangeProbability),
                        String.valueOf(imputedGenes),
                        quoted(String.join("; ", flags)),
                        bundleSha256,
                        referenceId,
                        fitId == null ? "" : fitId,
                        id,
                        origin,
                        scoredAt == null ? "" : scoredAt,
                        signOff == null ? "" : signOff));
    }

    String text() {
        return line(
                site + "/" + sampleId,
                batchId,
                stage,
                subtype.isEmpty() ? "(" + abstention + ")" : subtype,
                number(probability),
                second,
                number(margin),
                correctionMode,
                bundleSha256.isEmpty() ? "-" : bundleSha256.substring(0, 12),
                conformalSet == null ? "-" : String.valueOf(conformalSet.size()) + (atypical ? "?" : ""),
                outOfDistribution == null ? "-" : number(outOfDistribution),
                verdict(),
                signOff == null ? "" : signOff);
    }

    private String verdict() {
        if (reportable) {
            return "yes";
        }
        return abstentions.isEmpty() ? "no" : "no: " + String.join(" ", abstentions);
    }

    private static String line(String... cells) {
        return "%-32s %-12s %-12s %-14s %-7s %-14s %-7s %-12s %-12s %-3s %-7s %-6s %s"
                .formatted((Object[]) cells)
                .stripTrailing();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : number(value.doubleValue());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
