package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.expressway.analysis.correct.GeneMoments;
import org.jspecify.annotations.Nullable;

/**
 * Learns {@link LatentClasses}: among the corrected genes the thousand with the greatest F ratio between the classes,
 * standardised within the classes ({@link Sheet}), Fisher's discriminants in them ({@link Discriminants}), and what held-out samples
 * show along these ({@link HeldOut}).
 *
 * <p>Cost: six times some 50 · samples · genes · directions operations; of a large reference at most 1,000 samples, evenly
 * spaced in the order of the keys, choose the directions.
 */
final class LatentLearner {
    private static final int GENES = 1_000;
    private static final int SAMPLES = 1_000;

    private final List<String> labels;
    private final List<double[]> values = new ArrayList<>();
    private final List<Integer> classOf = new ArrayList<>();
    private final GeneMoments[] moments;
    private final int panel;

    private LatentLearner(List<double[]> normalized, List<? extends @Nullable String> labels) {
        this.labels = List.copyOf(known(labels));
        this.panel = normalized.isEmpty() ? 0 : normalized.get(0).length;
        this.moments = new GeneMoments[this.labels.size()];
        Arrays.setAll(moments, k -> new GeneMoments(panel));
        for (int i = 0; i < normalized.size(); i++) {
            String label = labels.get(i);
            int k = label == null ? -1 : this.labels.indexOf(label);
            if (k >= 0) {
                values.add(normalized.get(i));
                classOf.add(k);
                moments[k].plus(normalized.get(i));
            }
        }
    }

    static @Nullable LatentClasses learn(
            List<double[]> normalized, List<? extends @Nullable String> labels, boolean[] corrected) {
        LatentLearner learner = new LatentLearner(normalized, labels);
        boolean enough = learner.labels.size() >= 2 && learner.values.size() > learner.labels.size() + 1;
        return enough ? learner.learn(corrected) : null;
    }

    private @Nullable LatentClasses learn(boolean[] corrected) {
        double[][] classMeans = new double[labels.size()][];
        Arrays.setAll(classMeans, k -> centroid(moments[k]));
        double[] within = withinVariance();
        int[] genes = telling(classMeans, within, corrected);
        Sheet sheet = sheet(genes, within);
        Discriminants found = genes.length == 0 ? new Discriminants(new double[0][], 0) : Discriminants.of(sheet);
        return found.axes() == 0 ? null : frozen(genes, sheet, found, classMeans, within);
    }

    private LatentClasses frozen(
            int[] genes, Sheet sheet, Discriminants found, double[][] classMeans, double[] within) {
        HeldOut heldOut = HeldOut.of(sheet);
        double[][] means = new double[labels.size()][];
        double[][] seen = sheet.means();
        double[] middle = found.project(sheet.mean(seen));
        for (int k = 0; k < means.length; k++) {
            double[] centre = found.project(seen[k]);
            means[k] = new double[found.axes()];
            for (int d = 0; d < found.axes(); d++) {
                means[k][d] = middle[d] + heldOut.shrinkage() * (centre[d] - middle[d]);
            }
        }
        return new LatentClasses(
                labels,
                Arrays.stream(moments).mapToInt(GeneMoments::samples).toArray(),
                genes,
                centres(genes),
                perLog2(found.directions(), genes, within),
                means,
                heldOut.spreads(),
                heldOut.ownVariance(),
                classMeans,
                within);
    }

    private static TreeSet<String> known(List<? extends @Nullable String> labels) {
        TreeSet<String> known = new TreeSet<>();
        for (String label : labels) {
            if (label != null && !label.isBlank()) {
                known.add(label);
            }
        }
        return known;
    }

    private static double[] centroid(GeneMoments moments) {
        double[] centroid = moments.means().clone();
        int[] counts = moments.counts();
        for (int g = 0; g < centroid.length; g++) {
            centroid[g] = counts[g] > 0 ? centroid[g] : Double.NaN;
        }
        return centroid;
    }

    private double[] withinVariance() {
        double[] squares = new double[panel];
        int[] freedom = new int[panel];
        for (GeneMoments one : moments) {
            int[] counts = one.counts();
            double[] sums = one.sumsOfSquares();
            for (int g = 0; g < panel; g++) {
                squares[g] += sums[g];
                freedom[g] += Math.max(0, counts[g] - 1);
            }
        }
        for (int g = 0; g < panel; g++) {
            squares[g] = freedom[g] > 0 ? squares[g] / freedom[g] : Double.NaN;
        }
        return squares;
    }

    /** Ties go to the lower gene. */
    private int[] telling(double[][] classMeans, double[] within, boolean[] corrected) {
        double[] ratio = new double[panel];
        double[] means = weightedMeans();
        for (int g = 0; g < panel; g++) {
            for (int k = 0; k < classMeans.length; k++) {
                double offset = classMeans[k][g] - means[g];
                ratio[g] += moments[k].counts()[g] * offset * offset / within[g];
            }
        }
        return IntStream.range(0, panel)
                .filter(g -> corrected[g] && within[g] > 0 && ratio[g] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -ratio[g]).thenComparing(g -> g))
                .limit(GENES)
                .mapToInt(g -> g)
                .sorted()
                .toArray();
    }

    private double[] weightedMeans() {
        GeneMoments all = new GeneMoments(panel);
        values.forEach(all::plus);
        return all.means();
    }

    private double[] centres(int[] genes) {
        double[] means = weightedMeans();
        return IntStream.of(genes).mapToDouble(g -> means[g]).toArray();
    }

    private Sheet sheet(int[] genes, double[] within) {
        double[] centres = centres(genes);
        int[] chosen = chosen();
        double[][] rows = new double[chosen.length][genes.length];
        for (int i = 0; i < chosen.length; i++) {
            double[] sample = values.get(chosen[i]);
            for (int j = 0; j < genes.length; j++) {
                double value = sample[genes[j]];
                rows[i][j] = Double.isNaN(value) ? 0 : (value - centres[j]) / Math.sqrt(within[genes[j]]);
            }
        }
        int[] theirs = IntStream.of(chosen).map(classOf::get).toArray();
        return new Sheet(rows, theirs, labels.size());
    }

    /** Evenly spaced within every class, so that a rare one is not lost. */
    private int[] chosen() {
        int[] seen = new int[labels.size()];
        double share = Math.min(1, (double) SAMPLES / values.size());
        return IntStream.range(0, values.size())
                .filter(i -> {
                    int before = seen[classOf.get(i)]++;
                    return before < 10 || (long) ((before + 1) * share) > (long) (before * share);
                })
                .toArray();
    }

    private static double[][] perLog2(double[][] directions, int[] genes, double[] within) {
        for (double[] direction : directions) {
            for (int j = 0; j < genes.length; j++) {
                direction[j] /= Math.sqrt(within[genes[j]]);
            }
        }
        return directions;
    }
}
