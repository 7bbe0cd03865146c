package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * The genes of a bridged batch that somebody says something about, in units of the frame's standard deviation. A gene takes
 * part where a control has a value or the study samples have one and their mix is known; a gene that is constant over two
 * or more study samples passes, as it does without controls.
 *
 * @param genes panel index of each participating gene, ascending; the other arrays follow this order
 * @param counts study values of the gene
 * @param locations mean residual of the study samples, 0 where there is none
 * @param sumsOfSquares about their own mean
 * @param mixError variance of the location that comes of not knowing the class mix
 */
record BridgedGenes(int[] genes, double[] counts, double[] locations, double[] sumsOfSquares, double[] mixError) {
    static BridgedGenes of(Frame frame, GeneMoments residuals, double[] mixError, Bridge bridge) {
        int[] counts = residuals.counts();
        double[] means = residuals.means();
        double[] sums = residuals.sumsOfSquares();
        int[] genes = new int[counts.length];
        int found = 0;
        for (int g = 0; g < counts.length; g++) {
            boolean study = counts[g] > 0 && mixError[g] < Double.POSITIVE_INFINITY && !Double.isNaN(means[g]);
            boolean constant = counts[g] > 1 && !(sums[g] > 0);
            if (StandardizedBatch.usable(frame, g) && !constant && (study || bridge.counts()[g] > 0)) {
                genes[found++] = g;
            }
        }
        return standardized(frame, Arrays.copyOf(genes, found), residuals, mixError);
    }

    private static BridgedGenes standardized(Frame frame, int[] genes, GeneMoments residuals, double[] mixError) {
        int[] counts = residuals.counts();
        double[] means = residuals.means();
        double[] sums = residuals.sumsOfSquares();
        BridgedGenes all = new BridgedGenes(
                genes,
                new double[genes.length],
                new double[genes.length],
                new double[genes.length],
                new double[genes.length]);
        for (int i = 0; i < genes.length; i++) {
            int g = genes[i];
            boolean expected = !Double.isNaN(means[g]);
            all.counts[i] = expected ? counts[g] : 0;
            all.locations[i] = expected ? means[g] / Math.sqrt(frame.variance()[g]) : 0;
            all.sumsOfSquares[i] = sums[g] / frame.variance()[g];
            all.mixError[i] = mixError[g];
        }
        return all;
    }

    int size() {
        return genes.length;
    }

    int gene(int i) {
        return genes[i];
    }

    double count(int i) {
        return counts[i];
    }

    double location(int i) {
        return locations[i];
    }

    double squares(int i) {
        return sumsOfSquares[i];
    }

    /** Of the study samples' location; infinite without any. */
    double variance(int i, double delta) {
        return delta / counts[i] + mixError[i];
    }

    boolean showsScale(int i) {
        return counts[i] > 1 && mixError[i] < Double.POSITIVE_INFINITY;
    }

    /** Whether enough genes show a scale to learn what scales are like. */
    boolean showScales() {
        int shown = 0;
        for (int i = 0; i < size(); i++) {
            shown += showsScale(i) ? 1 : 0;
        }
        return shown > 1;
    }

    /** NaN where the gene shows none. */
    double[] deltaHat() {
        double[] deltaHat = new double[size()];
        Arrays.setAll(deltaHat, i -> showsScale(i) ? sumsOfSquares[i] / (counts[i] - 1) : Double.NaN);
        return deltaHat;
    }

    /** The prior of the scales; that of the locations in it is not used here. */
    Prior scales() {
        double[] shown = Arrays.stream(deltaHat()).filter(d -> !Double.isNaN(d)).toArray();
        return Prior.of(new double[shown.length], shown);
    }

    /** Spreads values of the participating genes over the panel, NaN elsewhere. */
    double[] overPanel(double[] values, int panelGenes) {
        double[] panel = new double[panelGenes];
        Arrays.fill(panel, Double.NaN);
        for (int i = 0; i < size(); i++) {
            panel[genes[i]] = values[i];
        }
        return panel;
    }
}
