package org.expressway.analysis.correct;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ComBat with a class covariate whose coefficients are estimated over reference and batch together: sva's {@code mod}, in
 * a call on these two.
 *
 * <p>sva solves y = a_batch + b_class by least squares. With two batches this has a closed form from the moments per
 * (batch, class) alone. Within class k the batch lies D_k = mean_bk - mean_rk from the reference, and the weighted mean of
 * these is the batch's effect; the class is then what its samples say after the effect is taken out:
 *
 * <pre>
 * w_k = n_rk n_bk/(n_rk + n_bk)     d = sum w_k D_k / sum w_k
 * E_k = (n_rk mean_rk + n_bk (mean_bk - d))/(n_rk + n_bk)
 * vp  = sum over k of (M2_rk + n_rk (mean_rk - E_k)²) / n_r          the reference's residuals alone, divisor n
 * </pre>
 *
 * <p>No class in common makes the sum of weights zero: batch and class are one, no expectation exists (NaN), and the gene
 * passes. Counts are per gene, so missing values cost a gene only themselves. Labels of the batch enter: for exploring and
 * for checking against R, never before a cross-validation. Cost: one pass over the genes per class.
 */
public final class PairwiseDesign {
    private final SortedMap<String, double[]> expected;
    private final GeneMoments residuals;
    private final Frame frame;

    private PairwiseDesign(SortedMap<String, double[]> expected, GeneMoments residuals, Frame frame) {
        this.expected = expected;
        this.residuals = residuals;
        this.frame = frame;
    }

    /**
     * Solves the design.
     *
     * @param reference moments of the reference's samples by class
     * @param batch moments of the batch's samples by class
     * @param corrected per gene, whether it is to be corrected where it can be
     */
    public static PairwiseDesign of(
            SortedMap<String, GeneMoments> reference, SortedMap<String, GeneMoments> batch, boolean[] corrected) {
        SortedMap<String, Cell> cells = cells(reference, batch, corrected.length);
        double[] effect = effect(cells, corrected.length);
        SortedMap<String, double[]> expected = new TreeMap<>();
        cells.forEach((label, cell) -> expected.put(label, cell.expected(effect)));
        GeneMoments inReference = residuals(reference, expected, corrected.length);
        GeneMoments inBatch = residuals(batch, expected, corrected.length);
        return new PairwiseDesign(expected, inBatch, new Frame(meanSquare(inReference), corrected));
    }

    /** Fits the batch about the expectations. */
    public BatchFit fit(Adjustment adjustment) {
        return Combat.fit(frame, residuals, adjustment);
    }

    /** The correction of samples of one class of the design. */
    public SampleCorrection correction(BatchFit fit, String label) {
        double[] ofClass = expected.get(label);
        if (ofClass == null) {
            throw new IllegalArgumentException(
                    "no class " + label + " in the design, expected one of " + expected.keySet());
        }
        return new Correction(frame, ofClass, fit);
    }

    /** What is expected of each class on the reference's scale, per gene; NaN where batch and class are one. */
    public SortedMap<String, double[]> expected() {
        return Collections.unmodifiableSortedMap(expected);
    }

    /** Moments of one class on both sides. */
    private record Cell(int[] nr, double[] mr, int[] nb, double[] mb) {
        double[] expected(double[] effect) {
            double[] expected = new double[effect.length];
            for (int g = 0; g < effect.length; g++) {
                double inBatch = nb[g] > 0 ? nb[g] * (mb[g] - effect[g]) : 0;
                expected[g] = Double.isNaN(effect[g]) ? Double.NaN : (nr[g] * mr[g] + inBatch) / (nr[g] + nb[g]);
            }
            return expected;
        }
    }

    private static SortedMap<String, Cell> cells(
            Map<String, GeneMoments> reference, Map<String, GeneMoments> batch, int genes) {
        GeneMoments none = new GeneMoments(genes);
        SortedMap<String, Cell> cells = new TreeMap<>();
        SortedMap<String, GeneMoments> all = new TreeMap<>(reference);
        all.putAll(batch);
        for (String label : all.keySet()) {
            GeneMoments r = reference.getOrDefault(label, none);
            GeneMoments b = batch.getOrDefault(label, none);
            cells.put(label, new Cell(r.counts(), r.means(), b.counts(), b.means()));
        }
        return cells;
    }

    private static double[] effect(SortedMap<String, Cell> cells, int genes) {
        double[] sums = new double[genes];
        double[] weights = new double[genes];
        for (Cell cell : cells.values()) {
            for (int g = 0; g < genes; g++) {
                double both = (double) cell.nr[g] * cell.nb[g];
                double weight = both > 0 ? both / (cell.nr[g] + cell.nb[g]) : 0;
                sums[g] += weight * (cell.mb[g] - cell.mr[g]);
                weights[g] += weight;
            }
        }
        for (int g = 0; g < genes; g++) {
            sums[g] /= weights[g];
        }
        return sums;
    }

    private static GeneMoments residuals(
            SortedMap<String, GeneMoments> moments, SortedMap<String, double[]> expected, int genes) {
        GeneMoments residuals = new GeneMoments(genes);
        expected.forEach((label, ofClass) -> {
            GeneMoments seen = moments.get(label);
            if (seen != null) {
                residuals.merge(seen.about(ofClass));
            }
        });
        return residuals;
    }

    /** Residuals sum to zero over the reference, so their mean square is their variance. */
    private static double[] meanSquare(GeneMoments residuals) {
        double[] squares = residuals.sumsOfSquares();
        int[] counts = residuals.counts();
        for (int g = 0; g < squares.length; g++) {
            squares[g] /= counts[g];
        }
        return squares;
    }
}
