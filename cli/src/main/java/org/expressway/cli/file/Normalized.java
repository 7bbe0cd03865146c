package org.expressway.cli.file;

import java.util.Arrays;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;

/**
 * Every sample of a file on one scale.
 *
 * @param values {@code [sample][gene]} in the file's order; NaN where missing, or where the reference lacks the gene
 * @param factors size or normalisation factor per sample
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Normalized(double[][] values, double[] factors) {
    /** @throws BadInput with every sample that the method cannot use */
    static Normalized of(ExpressionMatrix matrix, Scale scale, Progress progress) throws BadInput {
        int samples = matrix.samples().size();
        Normalized all = new Normalized(new double[samples][matrix.genes().size()], new double[samples]);
        progress.started("normalizing", samples);
        for (int s = 0; s < samples; s++) {
            all.take(s, matrix.values()[s], scale);
            progress.advanced(s + 1);
        }
        progress.finished();
        all.refuseUnusable(matrix);
        return all;
    }

    private void take(int sample, float[] values, Scale scale) {
        Normalizer normalizer = scale.normalizer();
        float[] aligned = scale.alignment().apply(values);
        double[] normalized = new double[aligned.length];
        double logSizeFactor = normalizer.logSizeFactor(aligned);
        normalizer.normalize(aligned, logSizeFactor, normalized);
        factors[sample] = Double.isNaN(logSizeFactor) ? Double.NaN : normalizer.factor(aligned);
        Arrays.fill(this.values[sample], Double.NaN);
        scale.alignment().undo(normalized, this.values[sample]);
    }

    private void refuseUnusable(ExpressionMatrix matrix) throws BadInput {
        Faults faults = new Faults();
        for (int s = 0; s < factors.length; s++) {
            if (Double.isNaN(factors[s])) {
                faults.add(new Fault(
                        matrix.file(),
                        1,
                        s + 2,
                        matrix.samples().get(s),
                        "no gene that the reference uses has a value above zero",
                        "a sample with data",
                        "leave the sample out, or choose a reference of the same kind"));
            }
        }
        faults.raise();
    }
}
