package org.expressway.cli.drift;

import java.util.List;
import org.expressway.schemas.avro.DriftAcknowledgement;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;

/**
 * One alarm for people and programs.
 *
 * @param tail probability in control of a statistic at least as large
 * @param threshold the probability at which an alarm is due
 * @param genes those that have moved, the farthest first, as far as they could be named when it was told last
 */
record AlarmRow(
        String id,
        String state,
        String chart,
        String raisedAt,
        @Nullable String clearedAt,
        String channel,
        boolean controls,
        double statistic,
        double tail,
        double threshold,
        double targetRunLength,
        @Nullable Double achievedRunLength,
        long samples,
        String firstSample,
        String raisedBySample,
        String batch,
        String cause,
        List<String> evidence,
        int movedGenes,
        List<Gene> genes,
        List<Pathway> pathways,
        boolean trainingRequested,
        String bundleSha256,
        @Nullable String acknowledgedBy,
        @Nullable String why) {
    record Gene(String gene, String symbol, double shift, double falseDiscoveryRate) {}

    record Pathway(String pathway, int hits, int genes, double falseDiscoveryRate) {}

    static String chart(DriftAlert alert) {
        return Keys.ofChart(alert.getSite(), alert.getInstrument(), alert.getLineage());
    }

    static AlarmRow of(AlarmBoard.Alarm alarm) {
        DriftAlert raised = alarm.raised();
        DriftAlert told = alarm.told();
        DriftAlert cleared = alarm.cleared();
        DriftAcknowledgement acknowledged = alarm.acknowledged();
        return new AlarmRow(
                raised.getId(),
                cleared != null ? "CLEARED" : acknowledged != null ? "ACKNOWLEDGED" : "RAISED",
                chart(raised),
                raised.getAt().toString(),
                cleared == null ? null : cleared.getAt().toString(),
                raised.getChannel().name(),
                raised.getControl(),
                raised.getStatistic(),
                StrictMath.exp(raised.getLogTail()),
                StrictMath.exp(raised.getLogThreshold()),
                raised.getTargetRunLength(),
                raised.getAchievedRunLength(),
                raised.getSamples(),
                raised.getFirstSample(),
                raised.getSampleId(),
                raised.getBatchId(),
                raised.getCause().name(),
                raised.getEvidence(),
                told.getMovedGenes(),
                told.getGenes().stream()
                        .map(g -> new Gene(g.getGene(), g.getSymbol(), g.getShift(), g.getFalseDiscoveryRate()))
                        .toList(),
                told.getPathways().stream()
                        .map(p -> new Pathway(p.getPathway(), p.getHits(), p.getGenes(), p.getFalseDiscoveryRate()))
                        .toList(),
                raised.getTrainingRequested(),
                raised.getBundleSha256(),
                acknowledged == null ? null : acknowledged.getBy(),
                acknowledged == null ? null : acknowledged.getWhy());
    }

    String shortId() {
        return id.substring(0, Math.min(10, id.length()));
    }

    /** What to look at, in words. */
    String meaning() {
        return switch (cause) {
            case "INSTRUMENT_OR_LOT" -> "instrument or reagent lot";
            case "SPECIMENS" -> "specimens: their handling, or a biology that the reference does not know";
            case "CASE_MIX" -> "another mix of cases";
            case "MODEL" -> "the model: it no longer fits";
            default -> "unknown";
        };
    }
}
