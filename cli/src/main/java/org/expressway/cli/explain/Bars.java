package org.expressway.cli.explain;

import java.util.List;
import java.util.Locale;

/** Horizontal bars as inline SVG: names at the left, a zero line, values at the ends; no script, no colour without a sign beside it. */
final class Bars {
    /**
     * One bar.
     *
     * @param note after the value, such as a mark
     * @param title what a pointer that rests on it shows
     */
    record Bar(String name, double value, String text, String note, String title) {}

    private static final int WIDTH = 720;
    private static final int ROW = 22;
    private static final int NAMES = 230;
    private static final int VALUES = 130;
    private static final int LONGEST_NAME = 34;

    private Bars() {}

    /** Bars to both sides of a zero line where there are negative values, else from the left. */
    static String of(String label, List<Bar> bars) {
        return of(
                label,
                bars,
                bars.stream().mapToDouble(Bar::value).map(Math::abs).max().orElse(0));
    }

    /** The same; a bar of {@code most} is as long as there is room. */
    static String of(String label, List<Bar> bars, double most) {
        boolean negative = bars.stream().anyMatch(bar -> bar.value() < 0);
        int room = WIDTH - NAMES - VALUES;
        int zero = NAMES + (negative ? room / 2 : 0);
        double scale = most > 0 ? (negative ? room / 2. : room) / most : 0;
        StringBuilder svg = new StringBuilder("<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>"
                .formatted(WIDTH, bars.size() * ROW + 4, Html.escaped(label)));
        for (int i = 0; i < bars.size(); i++) {
            bar(svg, bars.get(i), i * ROW + 2, zero, scale);
        }
        return svg.append("<line class='zero' x1='%d' y1='0' x2='%d' y2='%d'/></svg>"
                        .formatted(zero, zero, bars.size() * ROW + 4))
                .toString();
    }

    private static void bar(StringBuilder svg, Bar bar, int top, int zero, double scale) {
        double length = Math.abs(bar.value()) * scale;
        double from = bar.value() < 0 ? zero - length : zero;
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s</title><text class='name' x='%d' y='%d' text-anchor='end'>%s</text>"
                        + "<rect class='%s' x='%.1f' y='%d' width='%.1f' height='%d'/>"
                        + "<text class='value' x='%d' y='%d'>%s%s</text></g>",
                Html.escaped(bar.title()),
                NAMES - 8,
                top + 15,
                Html.escaped(shortened(bar.name())),
                bar.value() < 0 ? "against" : "for",
                from,
                top + 3,
                Math.max(.5, length),
                ROW - 6,
                WIDTH - VALUES + 8,
                top + 15,
                Html.escaped(bar.text()),
                Html.escaped(bar.note())));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
