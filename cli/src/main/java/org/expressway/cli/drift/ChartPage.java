package org.expressway.cli.drift;

import java.util.List;
import org.expressway.cli.explain.Html;
import org.expressway.schemas.avro.DriftReading;

/** An alarm and its charts as a page that needs nothing else to be shown. */
final class ChartPage {
    private static final String STYLE = """
        :root{color-scheme:light}
        body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:#1d232b;background:#fff;max-width:760px;margin:2em auto;padding:0 1.2em}
        h1{font-size:1.45em;margin:0 0 .3em}h2{font-size:1.08em;margin:1.9em 0 .4em;border-bottom:1px solid #d8dde3}
        .note{color:#55606d;font-size:.92em}svg{width:100%;height:auto;display:block;margin:.6em 0}svg text{font-size:12px;fill:#1d232b}
        .line{fill:none;stroke:#0072b2;stroke-width:1.4}.limit{stroke:#b3261e;stroke-dasharray:5 4}.up{fill:#b3261e}
        table{border-collapse:collapse;width:100%;font-size:.92em}th,td{text-align:left;vertical-align:top;padding:.28em .7em .28em 0;border-bottom:1px solid #e8ebef}
        .pairs th{width:9em;font-weight:500;color:#55606d}td{overflow-wrap:anywhere}ul{padding-left:1.2em}
        """;

    private static final List<String> CHANNELS = List.of(
            "energy: how much lies outside of what the reference's samples span, before correction",
            "genes: whether some or many have shifted, before correction",
            "composition: where samples lie and which classes they are of, after correction",
            "confidence: how sure the model is");

    private ChartPage() {}

    static String of(AlarmRow row, List<DriftReading> readings) {
        Html page = new Html().begin("Drift of " + row.chart(), STYLE);
        page.text("h1", "title", "Drift of " + row.chart())
                .text("p", "note", "For research and evaluation only.")
                .pairs(AlarmText.pairs(row));
        page.text("h2", "part", "Evidence").items(row.evidence());
        page.text("h2", "part", "Charts");
        page.text("p", "note", "Higher is stranger; red dots: an alarm stands. The dashed line is where one is due.");
        charts(page, "", readings.stream().filter(r -> !r.getControl()).toList());
        charts(
                page,
                "controls, ",
                readings.stream().filter(DriftReading::getControl).toList());
        genes(page, row);
        return page.end();
    }

    private static void charts(Html page, String prefix, List<DriftReading> readings) {
        List<DriftReading> read =
                readings.stream().filter(r -> !r.getLearning()).toList();
        int learned = readings.size() - read.size();
        if (learned > 0) {
            page.text("p", "note", "The first " + learned + " samples only said what is usual here.");
        }
        int shown = prefix.isEmpty() ? CHANNELS.size() : 2;
        for (int c = 0; c < shown && !read.isEmpty(); c++) {
            page.picture(ChartLines.of(prefix + CHANNELS.get(c), c, read));
        }
    }

    private static void genes(Html page, AlarmRow row) {
        if (!row.genes().isEmpty()) {
            page.text("h2", "part", "Genes that have moved")
                    .text("p", "note", row.movedGenes() + " in all; shifts in standard deviations within the classes.")
                    .table(
                            List.of("gene", "symbol", "shift", "FDR"),
                            row.genes().stream()
                                    .map(g -> List.of(
                                            g.gene(),
                                            g.symbol(),
                                            AlarmText.number("%+.2f", g.shift()),
                                            AlarmText.number("%.2g", g.falseDiscoveryRate())))
                                    .toList());
        }
        if (!row.pathways().isEmpty()) {
            page.text("h2", "part", "Pathways")
                    .table(
                            List.of("pathway", "moved", "of", "FDR"),
                            row.pathways().stream()
                                    .map(p -> List.of(
                                            p.pathway(),
                                            String.valueOf(p.hits()),
                                            String.valueOf(p.genes()),
                                            AlarmText.number("%.2g", p.falseDiscoveryRate())))
                                    .toList());
        }
    }
}
