package org.expressway.cli.explain;

import java.util.Locale;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.ModuleAttention;
import org.expressway.schemas.avro.PathwayContribution;
import org.expressway.schemas.avro.Prediction;

/** A case for a terminal. */
public final class CaseText {

    private CaseText() {}

    /** Text from outside keeps no control characters. */
    public static String of(ExplainedCase one) {
        StringBuilder text = new StringBuilder(head(one).toString().stripLeading());
        one.explanation().ifPresent(explanation -> text.append(explained(one, explanation)));
        if (!one.explained()) {
            text.append("\nNot explained: ").append(one.whyNot()).append(".\n");
        }
        text.append('\n');
        Limits.of(one).forEach(limit -> text.append("- ").append(limit).append('\n'));
        return printable(text.toString());
    }

    private static Table head(ExplainedCase one) {
        Prediction prediction = one.prediction();
        Table table = new Table("", "").row("sample", prediction.getSite() + "/" + prediction.getSampleId());
        prediction.getRanked().stream()
                .limit(2)
                .forEach(ranked -> table.row(
                        prediction.getRanked().indexOf(ranked) == 0 ? "call" : "second",
                        ranked.getSubtype() + "  " + Words.percent(ranked.getProbability())));
        table.row("certainty", Words.certainty(prediction)).row("conformal set", Words.set(prediction));
        new CaseDoubt(prediction).rows().forEach(row -> table.row(row[0], row[1]));
        table.row("stage", Words.stage(prediction.getStage()))
                .row("correction", prediction.getCorrectionMode() + ": " + correction(one))
                .row("reference", prediction.getReferenceId())
                .row("bundle", prediction.getBundleSha256());
        prediction.getFlags().forEach(flag -> table.row("flag", flag));
        return table;
    }

    private static String correction(ExplainedCase one) {
        CorrectedSample sample = one.corrected();
        return Words.correction(one.prediction().getCorrectionMode())
                + (sample == null ? "" : ", " + sample.getCorrection().getSamples() + " samples behind the fit");
    }

    private static String explained(ExplainedCase one, Explanation explanation) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%nFor %s and against %s: %+.3f logits from the mean profile of %s to this sample; genes add up to"
                        + " %+.3f (gap %.2f %%, %d steps)%s%n%n",
                explanation.getCall(),
                explanation.getSecond(),
                explanation.getMarginChange(),
                explanation.getSecond(),
                explanation.getTotal(),
                100 * gap(one.prediction()),
                explanation.getSteps(),
                one.madeNow() ? ", computed now from bundle and corrected sample" : ", as on record"));
        Table genes = new Table("gene", "id", "contribution", "");
        for (Contribution gene : one.genes()) {
            genes.row(
                    Words.gene(gene),
                    gene.getGene(),
                    Words.signed(gene.getValue()),
                    gene.getImputed() ? "no value" : "");
        }
        text.append(genes);
        if (!one.pathways().isEmpty()) {
            Table pathways = new Table("pathway", "of", "genes", "contribution");
            for (PathwayContribution pathway : one.pathways()) {
                pathways.row(
                        pathway.getPathway(),
                        pathway.getCollection(),
                        pathway.getGenes(),
                        Words.signed(pathway.getValue()));
            }
            text.append('\n').append(pathways);
        }
        if (!explanation.getAttention().isEmpty()) {
            Table modules = new Table("module", "attention");
            for (ModuleAttention module : explanation
                    .getAttention()
                    .subList(0, Math.min(one.shown(), explanation.getAttention().size()))) {
                modules.row(module.getModule(), Words.percent(module.getWeight()));
            }
            text.append('\n').append(modules);
        }
        return text.toString();
    }

    private static double gap(Prediction prediction) {
        Double gap = prediction.getCompletenessGap();
        return gap == null ? Double.NaN : gap;
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n]]", ".");
    }
}
