package org.expressway.trainer.report;

import java.util.List;
import java.util.Locale;

/** A colour for each name, by its place in the list; the first eight are told apart by colour-blind people too (Okabe and Ito 2008). */
final class Palette {
    private static final String[] FIRST = {
        "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#000000", "#f0e442"
    };
    /** Degrees of hue from one colour to the next: the golden angle never comes back to the same one. */
    private static final double GOLDEN = 137.508;

    private final List<String> names;

    Palette(List<String> names) {
        this.names = List.copyOf(names);
    }

    String of(String name) {
        int place = names.indexOf(name);
        return place < FIRST.length
                ? FIRST[Math.max(0, place)]
                : String.format(Locale.ROOT, "hsl(%.0f 65%% 45%%)", place * GOLDEN % 360);
    }

    /** Names with their colours. */
    String legend() {
        StringBuilder legend = new StringBuilder("<p class='legend'>");
        names.forEach(name -> legend.append("<span><i style='background:")
                .append(of(name))
                .append("'></i>")
                .append(Svg.escaped(name))
                .append("</span> "));
        return legend.append("</p>").toString();
    }
}
