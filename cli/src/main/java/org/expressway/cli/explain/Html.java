package org.expressway.cli.explain;

import java.util.List;

/** A page as it is written; every text is escaped here, pictures are our own markup. */
public final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Text as it may stand in a page, in an attribute too. Control characters become dots. */
    public static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", ".")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    public Html begin(String title, String style) {
        page.append("<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>")
                .append("<meta name='viewport' content='width=device-width,initial-scale=1'>")
                // Nothing may be loaded or run, whatever a name in the data may contain.
                .append("<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'\">")
                .append("<title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(style)
                .append("</style></head><body>\n");
        return this;
    }

    public Html open(String element, String styleClass) {
        page.append('<').append(element).append(" class='").append(styleClass).append("'>");
        return this;
    }

    public Html close(String element) {
        page.append("</").append(element).append(">\n");
        return this;
    }

    /** One element with a text. */
    public Html text(String element, String styleClass, String text) {
        return open(element, styleClass).append(escaped(text)).close(element);
    }

    public Html picture(String svg) {
        return append(svg);
    }

    /** Two columns: what, and its value. */
    public Html pairs(List<String[]> rows) {
        page.append("<table class='pairs'>");
        for (String[] row : rows) {
            page.append("<tr><th scope='row'>").append(escaped(row[0])).append("</th><td>");
            page.append(escaped(row[1])).append("</td></tr>\n");
        }
        return close("table");
    }

    public Html table(List<String> header, List<List<String>> rows) {
        page.append("<table class='rows'><thead><tr>");
        header.forEach(
                cell -> page.append("<th scope='col'>").append(escaped(cell)).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            page.append("<tr>");
            row.forEach(cell -> page.append("<td>").append(escaped(cell)).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</tbody></table>\n");
        return this;
    }

    public Html items(List<String> texts) {
        page.append("<ul>");
        texts.forEach(text -> page.append("<li>").append(escaped(text)).append("</li>\n"));
        return close("ul");
    }

    private Html append(String markup) {
        page.append(markup);
        return this;
    }

    public String end() {
        return page.append("</body></html>\n").toString();
    }
}
