package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * sva's design over any number of batches in one call, from the moments per (batch, class), for showing that {@link
 * Combat} is sva's in every variant. The product has no such frame: it would let one laboratory change another's values.
 */
final class JointDesign {
    private final SortedMap<String, SortedMap<String, GeneMoments>> cells;
    private final List<String> batches;
    private final List<String> classes;
    private final int genes;
    private final String referenceBatch;
    private final int freedom;
    private final SortedMap<String, double[]> expected = new TreeMap<>();

    /**
     * @param referenceBatch null = the grand mean of all
     * @param freedom subtracted from the divisor of the pooled variance: 0, or 1 as sva has it with missing values
     */
    JointDesign(SortedMap<String, SortedMap<String, GeneMoments>> cells, String referenceBatch, int freedom) {
        this.cells = cells;
        this.referenceBatch = referenceBatch;
        this.freedom = freedom;
        this.batches = List.copyOf(cells.keySet());
        TreeSet<String> labels = new TreeSet<>();
        cells.values().forEach(ofBatch -> labels.addAll(ofBatch.keySet()));
        this.classes = List.copyOf(labels);
        this.genes = cells.get(batches.get(0)).values().iterator().next().genes();
        classes.forEach(label -> expected.put(label, new double[genes]));
        solve();
    }

    double[] expected(String label) {
        return expected.get(label);
    }

    GeneMoments residuals(String batch) {
        GeneMoments residuals = new GeneMoments(genes);
        cells.get(batch).forEach((label, moments) -> residuals.merge(moments.about(expected.get(label))));
        return residuals;
    }

    Frame frame() {
        double[] squares = new double[genes];
        int[] counts = new int[genes];
        for (String batch : referenceBatch == null ? batches : List.of(referenceBatch)) {
            GeneMoments residuals = residuals(batch);
            for (int g = 0; g < genes; g++) {
                squares[g] += residuals.sumsOfSquares()[g];
                counts[g] += residuals.counts()[g];
            }
        }
        for (int g = 0; g < genes; g++) {
            squares[g] /= counts[g] - freedom;
        }
        boolean[] all = new boolean[genes];
        Arrays.fill(all, true);
        return new Frame(squares, all);
    }

    private record Seen(int batch, int label, double count, double mean) {}

    private void solve() {
        List<List<Seen>> byGene = new ArrayList<>();
        for (int g = 0; g < genes; g++) {
            byGene.add(new ArrayList<>());
        }
        for (int b = 0; b < batches.size(); b++) {
            for (int k = 0; k < classes.size(); k++) {
                GeneMoments moments = cells.get(batches.get(b)).get(classes.get(k));
                if (moments != null) {
                    int[] counts = moments.counts();
                    double[] means = moments.means();
                    for (int g = 0; g < genes; g++) {
                        byGene.get(g).add(new Seen(b, k, counts[g], means[g]));
                    }
                }
            }
        }
        double samples = cells.values().stream()
                .flatMap(ofBatch -> ofBatch.values().stream())
                .mapToDouble(GeneMoments::samples)
                .sum();
        for (int g = 0; g < genes; g++) {
            solve(g, byGene.get(g), samples);
        }
    }

    private void solve(int gene, List<Seen> seen, double samples) {
        double[] beta = coefficients(seen);
        double grand = 0;
        for (int b = 0; b < batches.size(); b++) {
            double ofBatch = cells.get(batches.get(b)).values().stream()
                    .mapToDouble(GeneMoments::samples)
                    .sum();
            grand += ofBatch / samples * beta[b];
        }
        if (referenceBatch != null) {
            grand = beta[batches.indexOf(referenceBatch)];
        }
        for (int k = 0; k < classes.size(); k++) {
            expected.get(classes.get(k))[gene] = grand + (k == 0 ? 0 : beta[batches.size() + k - 1]);
        }
    }

    /** Least squares with one column a batch and one a class but the first. */
    private double[] coefficients(List<Seen> seen) {
        int columns = batches.size() + classes.size() - 1;
        double[][] normal = new double[columns][columns + 1];
        for (Seen one : seen) {
            int[] own = one.label == 0 ? new int[] {one.batch} : new int[] {one.batch, batches.size() + one.label - 1};
            for (int i : own) {
                for (int j : own) {
                    normal[i][j] += one.count;
                }
                normal[i][columns] += one.count * one.mean;
            }
        }
        return eliminated(normal);
    }

    private static double[] eliminated(double[][] rows) {
        int n = rows.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double factor = j == i ? 0 : rows[j][i] / rows[i][i];
                for (int k = i; k <= n && factor != 0; k++) {
                    rows[j][k] -= factor * rows[i][k];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = rows[i][n] / rows[i][i];
        }
        return solution;
    }
}
