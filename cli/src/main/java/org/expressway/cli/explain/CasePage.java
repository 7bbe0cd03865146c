package org.expressway.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.expressway.cli.explain.Bars.Bar;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;

/** A case as a page of its own: call, doubt, genes and pathways, quality, correction, provenance, limits. */
public final class CasePage {
    private static final String STYLE = """
        :root{color-scheme:light}
        body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1d232b;background:#fff;max-width:760px;margin:2em auto;padding:0 1.2em}
        .top{border-bottom:2px solid #1d232b;padding-bottom:.5em;margin-bottom:1.2em}h1{font-size:1.45em;margin:0}
        h2{font-size:1.08em;margin:1.9em 0 .4em;border-bottom:1px solid #d8dde3;padding-bottom:.2em}p{margin:.4em 0}
        .sub,.note{color:#55606d;font-size:.92em}.call{display:flex;gap:1.2em;flex-wrap:wrap}
        .box{flex:1 1 200px;border:1px solid #d8dde3;border-radius:6px;padding:.7em 1em}
        .label{font-size:.78em;letter-spacing:.05em;text-transform:uppercase;color:#55606d}
        .big{font-size:1.5em;font-weight:650;overflow-wrap:anywhere}.mid{font-size:1.2em;font-weight:600;overflow-wrap:anywhere}
        .warn{border-left:5px solid #b3261e;background:#fdf1f0;padding:.6em 1em;margin:1em 0;font-weight:600}
        svg{width:100%;height:auto;display:block;margin:.5em 0}svg text{font-size:12.5px;fill:#1d232b}
        svg .value{font-variant-numeric:tabular-nums}svg .for{fill:#0072b2}svg .against{fill:#d55e00}svg .zero{stroke:#1d232b}
        table{border-collapse:collapse;width:100%;font-size:.92em}th,td{text-align:left;vertical-align:top;padding:.28em .7em .28em 0;border-bottom:1px solid #e8ebef}
        .pairs th{width:12em;font-weight:500;color:#55606d}td{overflow-wrap:anywhere}.key i{display:inline-block;width:.8em;height:.8em;margin:0 .35em 0 .9em}
        .key .for{background:#0072b2;margin-left:0}.key .against{background:#d55e00}ul{padding-left:1.2em;margin:.4em 0}li{margin:.25em 0}
        @page{margin:15mm}@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}svg,tr,.box{break-inside:avoid}.for,.against{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    private final Html page = new Html();
    private final ExplainedCase one;
    private final Prediction prediction;

    private CasePage(ExplainedCase one) {
        this.one = one;
        this.prediction = one.prediction();
    }

    public static String of(ExplainedCase one) {
        return new CasePage(one).html();
    }

    private String html() {
        String sample = prediction.getSite() + "/" + prediction.getSampleId();
        page.begin("Subtype of " + sample, STYLE)
                .open("div", "top")
                .text("h1", "title", "Subtype of " + sample)
                .text(
                        "p",
                        "sub",
                        "Subject " + prediction.getSubjectId() + " · batch " + prediction.getBatchId() + " · "
                                + Words.stage(prediction.getStage()) + " For research and evaluation only.")
                .close("div");
        call();
        page.text("h2", "part", "Doubt").pairs(new CaseDoubt(prediction).rows());
        one.explanation().ifPresent(this::reasons);
        if (!one.explained()) {
            page.text("h2", "part", "Why").text("p", "note", "Not explained: " + one.whyNot() + ".");
        }
        CaseFacts facts = new CaseFacts(one);
        page.text("h2", "part", "Quality");
        facts.quality(page);
        page.text("h2", "part", "Batch correction").pairs(facts.correction());
        page.text("h2", "part", "What this does not tell").items(Limits.of(one));
        page.text("h2", "part", "What it rests on").pairs(facts.provenance());
        return page.end();
    }

    private void call() {
        AbstentionReason abstention = prediction.getAbstention();
        if (prediction.getStage() == Stage.PROVISIONAL) {
            page.text("p", "warn", "PROVISIONAL: not reportable. The call may change when the batch closes.");
        }
        for (AbstentionReason reason : new CaseDoubt(prediction).reasons()) {
            page.text("p", "warn", "No call is given (" + reason + "): " + Words.abstention(reason) + ".");
        }
        page.open("div", "call");
        box(abstention == null ? "Call" : "Most probable", "big", Words.call(prediction), probability(0));
        box("Second", "mid", Words.second(prediction), probability(1));
        box("Certainty", "mid", Words.certainty(prediction), "conformal set: " + Words.set(prediction));
        page.close("div").text("h2", "part", "All subtypes");
        page.picture(Bars.of(
                "Probability of each subtype",
                prediction.getRanked().stream()
                        .map(ranked -> new Bar(
                                ranked.getSubtype(),
                                ranked.getProbability(),
                                Words.percent(ranked.getProbability()),
                                "",
                                ranked.getSubtype()))
                        .toList(),
                1));
    }

    private void box(String label, String size, String what, String below) {
        page.open("div", "box")
                .text("div", "label", label)
                .text("div", size, what)
                .text("div", "sub", below)
                .close("div");
    }

    private String probability(int rank) {
        return prediction.getRanked().size() <= rank
                ? ""
                : Words.percent(prediction.getRanked().get(rank).getProbability());
    }

    private void reasons(Explanation explanation) {
        String call = explanation.getCall();
        String second = explanation.getSecond();
        page.text("h2", "part", "Genes: why " + call + " and not " + second);
        if (!explanation.getComplete()) {
            page.text(
                    "p",
                    "warn",
                    "INCOMPLETE: these contributions do not add up to the model's margin. Do not rely on them.");
        }
        page.text("p", "note", measured(explanation));
        page.open("p", "key note")
                .open("i", "for")
                .close("i")
                .text("span", "word", "for " + call)
                .open("i", "against")
                .close("i")
                .text("span", "word", "for " + second)
                .close("p");
        page.picture(Bars.of("Contributions of genes", genes()));
        if (!one.pathways().isEmpty()) {
            page.text("h2", "part", "Pathways")
                    .text(
                            "p",
                            "note",
                            "Sums over the genes of each set. A gene of several sets counts in each, so sets do not"
                                    + " add up.")
                    .picture(Bars.of("Contributions of gene sets", pathways()));
        }
        if (!explanation.getAttention().isEmpty()) {
            page.text("h2", "part", "Attention of the model")
                    .text(
                            "p",
                            "note",
                            "How much of the profile each gene module gave; a weight says where the model looked and"
                                    + " not for which subtype.")
                    .picture(Bars.of("Attention weights", attention(explanation)));
        }
    }

    private String measured(Explanation explanation) {
        Double gap = prediction.getCompletenessGap();
        return String.format(
                Locale.ROOT,
                "From the mean profile of %s to this sample the model's margin for %s moves by %+.2f logits. Shown are"
                        + " the %d genes that moved it most; all genes together make %+.2f (gap %.2f %%, integrated"
                        + " gradients, %d steps, %s).",
                explanation.getSecond(),
                explanation.getCall(),
                explanation.getMarginChange(),
                one.genes().size(),
                explanation.getTotal(),
                gap == null ? Double.NaN : 100 * gap,
                explanation.getSteps(),
                one.madeNow() ? "computed for this page from the bundle and the sample" : "as on record");
    }

    private List<Bar> genes() {
        List<Bar> bars = new ArrayList<>();
        one.genes()
                .forEach(gene -> bars.add(new Bar(
                        Words.gene(gene),
                        gene.getValue(),
                        Words.signed(gene.getValue()),
                        gene.getImputed() ? " no value" : "",
                        gene.getGene())));
        return bars;
    }

    private List<Bar> pathways() {
        return one.pathways().stream()
                .map(pathway -> new Bar(
                        pathway.getPathway().replaceFirst("^HALLMARK_", "").replace('_', ' '),
                        pathway.getValue(),
                        Words.signed(pathway.getValue()),
                        "",
                        "%s, %d genes, of %s"
                                .formatted(pathway.getPathway(), pathway.getGenes(), pathway.getCollection())))
                .toList();
    }

    private List<Bar> attention(Explanation explanation) {
        return explanation.getAttention().stream()
                .limit(one.shown())
                .map(module -> new Bar(
                        module.getModule(),
                        module.getWeight(),
                        Words.percent(module.getWeight()),
                        "",
                        module.getModule()))
                .toList();
    }
}
