package org.expressway.analysis.qc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The checks of single cells: <b>library_size</b>, <b>detected_genes</b>, <b>missing_genes</b> and
 * <b>mitochondrial_share</b>, as {@link QualityCheck} makes them of samples, from the entries alone.
 *
 * <p>Total counts, detected genes and the mitochondrial share are the three covariates that single cells are filtered by
 * (Luecken and Theis 2019, Molecular Systems Biology 15:e8746): empty droplets are low in the first two, doublets high,
 * broken cells high in the third. Correlation with a median profile and declared sex are left out: a cell's zeros are
 * mostly messages that were not caught. Adding zeros changes no bit of a sum, so the figures are those of the dense
 * profile. Cost: one pass over the entries.
 */
public final class CellCheck {
    private final QualityLimits limits;
    private final int genes;
    private final boolean[] mitochondrial;

    /**
     * What one cell shows.
     *
     * @param mitochondrialShare NaN where it cannot be told
     */
    public record Seen(double totalCounts, int detectedGenes, double mitochondrialShare, List<QualityResult> results) {
        public Verdict verdict() {
            return QualityCheck.worst(results);
        }

        /** What was crossed, in words; empty where nothing was. */
        public String reason() {
            return results.stream()
                    .filter(result -> result.verdict() != Verdict.PASS)
                    .map(QualityResult::reason)
                    .collect(Collectors.joining("; "));
        }
    }

    /** @param genes of the panel */
    public CellCheck(QualityLimits limits, int genes) {
        this.limits = limits;
        this.genes = genes;
        this.mitochondrial = new boolean[genes];
        for (int gene : limits.markers().mitochondrial()) {
            mitochondrial[gene] = true;
        }
    }

    /**
     * Judges one cell.
     *
     * @param indices ascending positions in the panel
     * @param counts one an index, greater than 0
     * @param missing positions of genes that the cell has no value of, none of them in {@code indices}
     */
    public Seen of(int[] indices, float[] counts, int[] missing) {
        double total = 0;
        double inside = 0;
        int detected = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            inside += mitochondrial[indices[i]] ? counts[i] : 0;
            detected += counts[i] > limits.detectionFloor() ? 1 : 0;
        }
        double share = total > 0 && mitochondrialGenes(missing) > 0 ? inside / total : Double.NaN;
        return new Seen(total, detected, share, results(total, detected, share, missing.length));
    }

    private int mitochondrialGenes(int[] missing) {
        int there = limits.markers().mitochondrial().length;
        for (int gene : missing) {
            there -= mitochondrial[gene] ? 1 : 0;
        }
        return there;
    }

    private List<QualityResult> results(double total, int detected, double share, int missing) {
        if (!(total > 0)) {
            return List.of(new QualityResult(
                    "values", 0, 0, Verdict.FAIL, "no count in any of " + (genes - missing) + " genes; an empty droplet"));
        }
        List<QualityResult> results = new ArrayList<>();
        results.add(QualityCheck.library(total, limits));
        add(results, Threshold.DETECTED_GENES, detected);
        add(results, Threshold.MISSING_GENES, (double) missing / genes);
        if (!Double.isNaN(share)) {
            add(results, Threshold.MITOCHONDRIAL_SHARE, share);
        }
        return List.copyOf(results);
    }

    private void add(List<QualityResult> results, Threshold threshold, double value) {
        results.add(threshold.judge(value, limits.of(threshold)));
    }
}
