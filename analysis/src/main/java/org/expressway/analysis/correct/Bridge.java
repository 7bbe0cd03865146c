package org.expressway.analysis.correct;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * What the bridging controls of a batch say about its location, per panel gene, in units of the frame's standard deviation.
 *
 * <p>A control is its material, seen through the batch: where the batch stretches deviations by sqrt(delta), the material's
 * own deviation from what is expected is stretched too. So the evidence is a function of the scale that the study samples
 * show,
 *
 * <pre>
 * location(delta) = sum_m w_m (mean_cm - E_m - sqrt(delta) (r_m - E_m))/sigma           w_m = n_cm/n_c
 * variance(delta) = kappa (delta/n_c + sum_m w_m²/m_m) + omega²
 * </pre>
 *
 * <p>with r_m the reference's mean of material m over m_m replicates; E_m is the reference's mean, or that of the classes
 * which the material resembles, and may then differ between reference and batch. kappa and omega² are kept in units of the
 * reference's whole variance; a frame of classes has a smaller one, and they are converted. A gene counts only the
 * materials that have a value on both sides.
 *
 * @param counts control values behind each gene
 * @param seen sum_m w_m (mean_cm - E_m)/sigma
 * @param expected sum_m w_m (r_m - E_m)/sigma
 * @param error sum_m w_m²/m_m
 * @param kappa technical variance of one control
 * @param omega2 variance between a control's shift and the samples'
 */
record Bridge(int[] counts, double[] seen, double[] expected, double[] error, double[] kappa, double[] omega2) {
    /** Below this, controls would be believed absolutely; no measurement is. */
    private static final double LEAST_VARIANCE = 1e-9;

    static Bridge of(
            CorrectionBasis basis,
            Frame frame,
            SortedMap<String, GeneMoments> controls,
            Expectation inReference,
            Expectation inBatch) {
        int genes = basis.genes();
        Bridge bridge = new Bridge(
                new int[genes],
                new double[genes],
                new double[genes],
                new double[genes],
                new double[genes],
                new double[genes]);
        controls.forEach((name, moments) -> {
            ControlMaterial material = basis.materials().find(name);
            if (material != null) {
                bridge.add(material, moments, inReference.of(material.values()), inBatch.of(material.values()));
            }
        });
        bridge.weigh(frame);
        bridge.convert(basis, frame);
        return bridge;
    }

    double location(int gene, double delta) {
        return seen[gene] - Math.sqrt(delta) * expected[gene];
    }

    /** Infinite where no control has a value. */
    double variance(int gene, double delta) {
        return spread(gene, delta) + omega2[gene];
    }

    /** The variance without what non-commutability adds. */
    double spread(int gene, double delta) {
        return counts[gene] == 0
                ? Double.POSITIVE_INFINITY
                : Math.max(LEAST_VARIANCE, kappa[gene] * (delta / counts[gene] + error[gene]));
    }

    private void add(ControlMaterial material, GeneMoments moments, double[] inReference, double[] inBatch) {
        int[] n = moments.counts();
        double[] means = moments.means();
        for (int g = 0; g < counts.length; g++) {
            double reference = material.values()[g];
            if (n[g] > 0 && !Double.isNaN(reference) && !Double.isNaN(inReference[g] + inBatch[g])) {
                counts[g] += n[g];
                seen[g] += n[g] * (means[g] - inBatch[g]);
                expected[g] += n[g] * (reference - inReference[g]);
                error[g] += (double) n[g] * n[g] / material.replicates()[g];
            }
        }
    }

    private void weigh(Frame frame) {
        for (int g = 0; g < counts.length; g++) {
            double n = counts[g];
            double sigma = Math.sqrt(frame.variance()[g]);
            seen[g] = n == 0 ? 0 : seen[g] / n / sigma;
            expected[g] = n == 0 ? 0 : expected[g] / n / sigma;
            error[g] = n == 0 ? 0 : error[g] / (n * n);
        }
    }

    private void convert(CorrectionBasis basis, Frame frame) {
        Arrays.setAll(kappa, g -> basis.materials().kappa()[g] * ratio(basis, frame, g));
        Arrays.setAll(omega2, g -> basis.settings().omega2() * ratio(basis, frame, g));
    }

    /** The reference's whole variance in units of the frame's. */
    static double ratio(CorrectionBasis basis, Frame frame, int gene) {
        return basis.moments().variance(gene) / frame.variance()[gene];
    }
}
