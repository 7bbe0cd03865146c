package org.expressway.cli.drift;

import java.util.List;
import java.util.Locale;
import org.expressway.cli.explain.Html;
import org.expressway.schemas.avro.DriftReading;

/**
 * One channel of a chart as inline SVG: how strange its statistic is, sample by sample, as powers of ten of its tail
 * probability in control, with the line at which an alarm is due and the samples at which one stood.
 */
final class ChartLines {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 130;
    private static final int LEFT = 44;
    private static final int BOTTOM = 18;
    private static final double LN_10 = Math.log(10);

    private ChartLines() {}

    /**
     * @param channel its place among the channels
     * @param readings of one chart, none of them learning
     */
    static String of(String name, int channel, List<DriftReading> readings) {
        double threshold = -readings.get(readings.size() - 1).getLogThreshold() / LN_10;
        double most = Math.max(threshold * 1.3, strangest(channel, readings) * 1.05);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 %d %d' role='img' aria-label='%s'><text x='%d' y='12'>%s</text>",
                WIDTH,
                HEIGHT,
                Html.escaped(name),
                LEFT,
                Html.escaped(name)));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < readings.size(); i++) {
            DriftReading reading = readings.get(i);
            double x = x(i, readings.size());
            double y = y(-reading.getLogTails().get(channel) / LN_10, most);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            if (reading.getRaised()) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle class='up' cx='%.1f' cy='%.1f' r='2.2'><title>%s</title></circle>",
                        x,
                        y,
                        Html.escaped(reading.getSampleId())));
            }
        }
        double line = y(threshold, most);
        return svg.append(String.format(
                        Locale.ROOT,
                        "<polyline class='line' points='%s'/><line class='limit' x1='%d' x2='%d' y1='%.1f' y2='%.1f'/>"
                                + "<text class='value' x='0' y='%.1f'>10^-%.1f</text>"
                                + "<text class='value' x='%d' y='%d'>%d samples</text></svg>",
                        points.toString().strip(),
                        LEFT,
                        WIDTH,
                        line,
                        line,
                        line + 4,
                        threshold,
                        WIDTH - 90,
                        HEIGHT - 3,
                        readings.size()))
                .toString();
    }

    private static double strangest(int channel, List<DriftReading> readings) {
        return readings.stream()
                .mapToDouble(reading -> -reading.getLogTails().get(channel) / LN_10)
                .max()
                .orElse(1);
    }

    private static double x(int i, int of) {
        return LEFT + (WIDTH - LEFT - 4.) * i / Math.max(1, of - 1);
    }

    private static double y(double powers, double most) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 18) * Math.max(0, powers) / most;
    }
}
