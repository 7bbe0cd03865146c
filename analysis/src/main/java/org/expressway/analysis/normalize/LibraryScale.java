package org.expressway.analysis.normalize;

import org.expressway.analysis.math.CountLogs;
import org.expressway.analysis.math.Logs;

/**
 * edgeR's log2 counts per million against a frozen mean library size.
 *
 * <pre>
 * s     = effective library size / frozen mean library size
 * value = log2((c + p s) / (library + 2 p s) * 1e6) = log2(c / s + p) + log2(1e6 / (mean + 2 p))
 * </pre>
 *
 * <p>edgeR takes the mean over the samples of the call, so there a sample's values depend on its company; frozen, they
 * do not. The second form is the same algebra with one division less a gene, and what is behind the plus is a constant.
 */
record LibraryScale(NormalizationMethod method, double meanLibrarySize, double prior) {
    private static final double MILLION = 1e6;

    LibraryScale {
        method.requirePrior(prior);
        if (!(meanLibrarySize > 0) || Double.isInfinite(meanLibrarySize)) {
            throw new IllegalArgumentException("the mean library size of the reference is " + meanLibrarySize
                    + ", expected a positive number of counts; leave empty samples out of the reference");
        }
    }

    double logSizeFactor(double effectiveLibrarySize) {
        return effectiveLibrarySize > 0 ? Logs.ln(effectiveLibrarySize / meanLibrarySize) : Double.NaN;
    }

    void normalize(float[] values, double logSizeFactor, double[] out) {
        double perMillion = Logs.log2(MILLION / (meanLibrarySize + 2 * prior));
        CountLogs.log2(values, StrictMath.exp(-logSizeFactor), prior, perMillion, out);
    }
}
