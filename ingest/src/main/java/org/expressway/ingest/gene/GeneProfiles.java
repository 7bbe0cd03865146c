package org.expressway.ingest.gene;

import java.util.Arrays;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.Values;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * The samples of a table with one value a gene of the target, rows that mean the same gene made one.
 *
 * <p>Counts and what is proportional to them (TPM, CPM, FPKM) are added up, in double precision: the reads of a gene's
 * parts are the gene's reads. Logarithms do not add; of them the row with the highest mean over the samples is taken, as
 * WGCNA's collapseRows does by default (Miller et al. 2011), the first of equal ones: a probe or locus that hardly
 * measures anything would only dilute it. A gene is missing where all its rows are; a gene without a row is NaN.
 */
public final class GeneProfiles {
    private final Values values;
    private final int[] target;
    private final int size;
    private final boolean[] met;

    private GeneProfiles(Values values, int[] target, int size) {
        this.values = values;
        this.target = target;
        this.size = size;
        this.met = new boolean[size];
        for (int gene : target) {
            if (gene >= 0) {
                met[gene] = true;
            }
        }
    }

    public static GeneProfiles of(ExpressionTable table, GeneMapping mapping, ExpressionUnit unit) {
        boolean logarithms = unit == ExpressionUnit.LOG2 || unit == ExpressionUnit.UNKNOWN;
        int[] target = logarithms && mapping.repeated() > 0 ? highestMeans(table.values(), mapping) : mapping.target();
        return new GeneProfiles(table.values(), target, mapping.size());
    }

    /** What is done with rows that mean the same gene, in words. */
    public static String rule(ExpressionUnit unit) {
        return unit == ExpressionUnit.LOG2 || unit == ExpressionUnit.UNKNOWN
                ? "the row with the highest mean is taken"
                : "their values are added up";
    }

    /** One value a gene; NaN where the sample has none. */
    public float[] profile(int sample) {
        double[] sums = new double[size];
        boolean[] measured = new boolean[size];
        if (values.implicitZeros(sample) > 0) {
            System.arraycopy(met, 0, measured, 0, size);
        }
        values.visit(sample, (row, value) -> {
            int gene = target[row];
            if (gene >= 0 && !Float.isNaN(value)) {
                sums[gene] += value;
                measured[gene] = true;
            }
        });
        float[] profile = new float[size];
        for (int g = 0; g < size; g++) {
            profile[g] = measured[g] ? (float) sums[g] : Float.NaN;
        }
        return profile;
    }

    private static int[] highestMeans(Values values, GeneMapping mapping) {
        double[] sums = new double[mapping.target().length];
        int[] measured = new int[sums.length];
        for (int s = 0; s < values.samples(); s++) {
            values.visit(s, (row, value) -> {
                if (!Float.isNaN(value)) {
                    sums[row] += value;
                    measured[row]++;
                }
            });
        }
        int[] best = new int[mapping.size()];
        Arrays.fill(best, -1);
        for (int row = 0; row < sums.length; row++) {
            int gene = mapping.target()[row];
            if (gene >= 0 && (best[gene] < 0 || mean(sums, measured, row) > mean(sums, measured, best[gene]))) {
                best[gene] = row;
            }
        }
        int[] target = mapping.target().clone();
        for (int row = 0; row < target.length; row++) {
            target[row] = target[row] >= 0 && best[target[row]] == row ? target[row] : -1;
        }
        return target;
    }

    /** Of the samples that have it; lowest where none has. */
    private static double mean(double[] sums, int[] measured, int row) {
        return measured[row] == 0 ? Double.NEGATIVE_INFINITY : sums[row] / measured[row];
    }
}
