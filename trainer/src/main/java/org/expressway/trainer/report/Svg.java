package org.expressway.trainer.report;

import java.util.Locale;

/**
 * A plot under construction: data coordinates in, SVG out. The picture is {@value #WIDTH} wide and has its origin at the
 * lower left of the axes.
 */
final class Svg {
    static final int WIDTH = 460;
    static final int HEIGHT = 340;
    private static final int LEFT = 56;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 46;
    private static final int TICKS = 5;

    private final StringBuilder body = new StringBuilder();
    private final double x0;
    private final double x1;
    private final double y0;
    private final double y1;

    /** Axes that span these ranges. */
    Svg(double x0, double x1, double y0, double y1) {
        this.x0 = x0;
        this.x1 = x1 > x0 ? x1 : x0 + 1;
        this.y0 = y0;
        this.y1 = y1 > y0 ? y1 : y0 + 1;
    }

    Svg axes(String xTitle, String yTitle) {
        for (int i = 0; i <= TICKS; i++) {
            double x = x0 + (x1 - x0) * i / TICKS;
            double y = y0 + (y1 - y0) * i / TICKS;
            add("<line class='grid' x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f'/>", px(x0), py(y), px(x1), py(y));
            add("<text class='tick' x='%.1f' y='%.1f' text-anchor='end'>%s</text>", px(x0) - 6, py(y) + 4, number(y));
            add("<text class='tick' x='%.1f' y='%.1f' text-anchor='middle'>%s</text>", px(x), py(y0) + 16, number(x));
        }
        add(
                "<text x='%d' y='%d' text-anchor='middle'>%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, escaped(xTitle));
        add(
                "<text x='14' y='%d' text-anchor='middle' transform='rotate(-90 14 %d)'>%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, (TOP + HEIGHT - BOTTOM) / 2, escaped(yTitle));
        return this;
    }

    Svg line(double ax, double ay, double bx, double by, String style) {
        return add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", px(ax), py(ay), px(bx), py(by), style);
    }

    Svg dot(double x, double y, double radius, String colour, String title) {
        return add(
                "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s' fill-opacity='.75'><title>%s</title></circle>",
                px(x), py(y), radius, colour, escaped(title));
    }

    /** The whole picture; {@code label} is read to those who do not see it. */
    String toSvg(String label) {
        return "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'>%s</svg>"
                .formatted(WIDTH, HEIGHT, escaped(label), body);
    }

    /** Text as it may stand in a page, in an attribute too. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private Svg add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    private static String number(double value) {
        return Math.abs(value) >= 20 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private double px(double x) {
        return LEFT + (x - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
    }

    private double py(double y) {
        return HEIGHT - BOTTOM - (y - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
    }
}
