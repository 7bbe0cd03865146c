package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.correct.MemberRole;
import org.jspecify.annotations.Nullable;

/** Moments of the labelled study samples, class by class in the order of the labels; all others are left out. */
final class ClassTable {
    private final Map<String, GeneMoments> byLabel;
    private final int genes;

    private ClassTable(Map<String, GeneMoments> byLabel, int genes) {
        this.byLabel = byLabel;
        this.genes = genes;
    }

    static ClassTable of(List<BasisSample> samples) {
        int genes = samples.get(0).normalized().length;
        Map<String, GeneMoments> byLabel = new TreeMap<>();
        for (BasisSample sample : samples) {
            String label = sample.label();
            if (sample.role() == MemberRole.STUDY && label != null && !label.isBlank()) {
                byLabel.computeIfAbsent(label, any -> new GeneMoments(genes)).plus(sample.normalized());
            }
        }
        return new ClassTable(byLabel, genes);
    }

    List<ClassStatistics> statistics() {
        List<ClassStatistics> statistics = new ArrayList<>();
        byLabel.forEach(
                (label, moments) -> statistics.add(new ClassStatistics(label, moments.samples(), centroid(moments))));
        return statistics;
    }

    /** Per gene the sums of squares over the values less the classes that have any; NaN where that is not positive. */
    double @Nullable [] withinClassVariance() {
        if (byLabel.isEmpty()) {
            return null;
        }
        double[] squares = new double[genes];
        int[] freedom = new int[genes];
        byLabel.values().forEach(moments -> pool(moments, squares, freedom));
        for (int g = 0; g < genes; g++) {
            squares[g] = freedom[g] > 0 ? squares[g] / freedom[g] : Double.NaN;
        }
        return squares;
    }

    private static void pool(GeneMoments moments, double[] squares, int[] freedom) {
        double[] sums = moments.sumsOfSquares();
        int[] counts = moments.counts();
        for (int g = 0; g < squares.length; g++) {
            squares[g] += sums[g];
            freedom[g] += Math.max(0, counts[g] - 1);
        }
    }

    private static double[] centroid(GeneMoments moments) {
        double[] centroid = Arrays.copyOf(moments.means(), moments.genes());
        int[] counts = moments.counts();
        for (int g = 0; g < centroid.length; g++) {
            centroid[g] = counts[g] > 0 ? centroid[g] : Double.NaN;
        }
        return centroid;
    }
}
