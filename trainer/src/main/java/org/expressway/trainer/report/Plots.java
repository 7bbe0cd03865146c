package org.expressway.trainer.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.expressway.analysis.evaluate.ReliabilityBin;
import org.expressway.trainer.evaluate.GroupFigures;
import org.expressway.trainer.evaluate.LearningCurve;
import org.expressway.trainer.evaluate.SampleMap;

/** The pictures of a report. */
final class Plots {
    private static final String BLUE = "#0072b2";
    private static final String ORANGE = "#d55e00";

    private Plots() {}

    /** Share of calls that are right by their probability; a true probability lies on the diagonal. */
    static String reliability(List<ReliabilityBin> bins) {
        Svg plot = new Svg(0, 1, 0, 1).axes("probability of the call", "share right");
        plot.line(0, 0, 1, 1, "diagonal");
        int all = bins.stream().mapToInt(ReliabilityBin::samples).sum();
        for (ReliabilityBin bin : bins) {
            double x = bin.confidence();
            plot.line(x, bin.right().low(), x, bin.right().high(), "whisker");
            String title = "%d calls, mean probability %.3f, %.3f right"
                    .formatted(bin.samples(), x, bin.right().share());
            plot.dot(x, bin.right().share(), 3 + 9 * Math.sqrt((double) bin.samples() / all), BLUE, title);
        }
        return plot.toSvg("reliability: share of calls that are right by their probability");
    }

    /** Accuracy by number of samples learned from. */
    static String learningCurve(List<LearningCurve.Point> points) {
        double most =
                points.stream().mapToDouble(LearningCurve.Point::samples).max().orElse(1);
        double least = points.stream()
                .mapToDouble(point -> Math.min(point.accuracy(), point.balancedAccuracy()))
                .min()
                .orElse(0);
        Svg plot = new Svg(0, most, Math.floor(least * 10) / 10, 1).axes("samples learned from", "accuracy");
        for (int i = 0; i < points.size(); i++) {
            LearningCurve.Point point = points.get(i);
            if (i > 0) {
                LearningCurve.Point before = points.get(i - 1);
                plot.line(before.samples(), before.accuracy(), point.samples(), point.accuracy(), "curve");
                plot.line(
                        before.samples(),
                        before.balancedAccuracy(),
                        point.samples(),
                        point.balancedAccuracy(),
                        "second");
            }
            plot.dot(point.samples(), point.accuracy(), 4, BLUE, "accuracy %.3f".formatted(point.accuracy()));
            String balanced = "balanced accuracy %.3f".formatted(point.balancedAccuracy());
            plot.dot(point.samples(), point.balancedAccuracy(), 4, ORANGE, balanced);
        }
        return plot.toSvg("learning curve: accuracy by number of samples learned from");
    }

    /** Accuracy of each site by its number of samples. */
    static String sites(List<GroupFigures> sites) {
        double most = sites.stream().mapToInt(GroupFigures::samples).max().orElse(1);
        double least = sites.stream().mapToDouble(GroupFigures::accuracy).min().orElse(0);
        Svg plot = new Svg(0, most, Math.floor(least * 10) / 10, 1).axes("samples held out", "accuracy");
        for (GroupFigures site : sites) {
            String title = "%s: %d samples, accuracy %.3f".formatted(site.name(), site.samples(), site.accuracy());
            plot.dot(site.samples(), site.accuracy(), 4, BLUE, title);
        }
        return plot.toSvg("accuracy of each site by its number of samples");
    }

    /** Every sample on two principal axes, coloured by name. */
    static String map(SampleMap map, List<String> names, Palette colours) {
        Svg plot = new Svg(least(map.x()), most(map.x()), least(map.y()), most(map.y()));
        plot.axes("first principal axis", "second principal axis");
        for (int i = 0; i < names.size(); i++) {
            plot.dot(map.x()[i], map.y()[i], 3, colours.of(names.get(i)), names.get(i));
        }
        return plot.toSvg("samples on the first two principal axes");
    }

    private static double least(double[] values) {
        return DoubleStream.of(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(1);
    }
}
