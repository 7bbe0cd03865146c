package org.expressway.ingest.matrix;

/**
 * A genes x samples table of values that were computed already, each read as the nearest double.
 *
 * @param values {@code [sample][gene]}; NaN is missing. Not copied: whoever corrects them may do so in their place
 */
@SuppressWarnings("ArrayRecordComponent") // two matrices are never compared; a copy would double the memory
public record PreciseMatrix(MatrixFrame frame, double[][] values) {
    public PreciseMatrix {
        frame.requireProfiles(values.length);
        for (double[] profile : values) {
            frame.requireGenes(profile.length);
        }
    }
}
