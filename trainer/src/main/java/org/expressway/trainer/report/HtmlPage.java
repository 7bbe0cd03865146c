package org.expressway.trainer.report;

/** A page as it is written: headings, notes, tables, plots. Texts are escaped here, and nowhere else. */
final class HtmlPage {
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
            h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;margin:.6em 0}
            td,th{padding:.2em .7em;text-align:right;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}
            td:first-child,th:first-child{text-align:left}svg{max-width:480px;width:100%;height:auto}
            svg text{font-size:12px;fill:#333}svg .tick{font-size:10px;fill:#666}svg .grid{stroke:#e6e6e6}
            svg .diagonal{stroke:#999;stroke-dasharray:4 4}svg .whisker{stroke:#0072b2;stroke-opacity:.5}
            svg .curve{stroke:#0072b2}svg .second{stroke:#d55e00}.plots{display:flex;flex-wrap:wrap;gap:1em}
            .legend span{margin-right:1em;white-space:nowrap}.legend i{display:inline-block;width:.8em;height:.8em;margin-right:.3em}
            .note{color:#555}td.diagonal{background:#e5f0f7}
            """;

    private final StringBuilder page = new StringBuilder();

    HtmlPage(String title) {
        page.append("<!doctype html><html lang='en'><head><meta charset='utf-8'><title>")
                .append(Svg.escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(Svg.escaped(title))
                .append("</h1>");
    }

    void title(String text) {
        page.append("<h2>").append(Svg.escaped(text)).append("</h2>");
    }

    void note(String text) {
        page.append("<p class='note'>").append(Svg.escaped(text)).append("</p>");
    }

    /** Begins a table with its headings. */
    void table(String... headings) {
        page.append("<table>");
        cells("th", headings);
    }

    void row(String... texts) {
        cells("td", texts);
    }

    private void cells(String cell, String... texts) {
        page.append("<tr>");
        for (String text : texts) {
            page.append('<').append(cell).append('>').append(Svg.escaped(text));
            page.append("</").append(cell).append('>');
        }
        page.append("</tr>\n");
    }

    /** A table's row of counts, that of the diagonal marked. */
    void counts(String name, int[] counts, int diagonal) {
        page.append("<tr><td>").append(Svg.escaped(name)).append("</td>");
        for (int k = 0; k < counts.length; k++) {
            page.append(k == diagonal ? "<td class='diagonal'>" : "<td>")
                    .append(counts[k])
                    .append("</td>");
        }
        page.append("</tr>");
    }

    void close() {
        page.append("</table>");
    }

    /** Pictures side by side; their markup is our own. */
    void plots(String... pictures) {
        page.append("<div class='plots'>");
        for (String picture : pictures) {
            page.append(picture);
        }
        page.append("</div>");
    }

    String html() {
        return page.append("</body></html>\n").toString();
    }
}
