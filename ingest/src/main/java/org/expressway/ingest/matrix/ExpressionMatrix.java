package org.expressway.ingest.matrix;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.table.Separator;

/**
 * A genes x samples table as read. Gene {@code g} stood in row {@code g + 2} of the file, sample {@code s} in column
 * {@code s + 2}.
 *
 * @param sha256 of the file's bytes as stored (compressed where it is), lower-case hex
 * @param genes distinct, in the file's order
 * @param samples distinct, in the file's order
 * @param values {@code [sample][gene]}, in whatever unit the laboratory sent; NaN is missing. Not copied: leave as is
 * @param missing how many values are NaN
 */
@SuppressWarnings("ArrayRecordComponent") // two matrices are never compared; a copy would double the memory
public record ExpressionMatrix(
        Path file,
        String sha256,
        Separator separator,
        List<String> genes,
        List<String> samples,
        float[][] values,
        long missing) {
    public ExpressionMatrix {
        genes = List.copyOf(genes);
        samples = List.copyOf(samples);
        if (values.length != samples.size()) {
            throw new IllegalArgumentException(values.length + " profiles for " + samples.size() + " samples");
        }
        for (float[] profile : values) {
            if (profile.length != genes.size()) {
                throw new IllegalArgumentException(profile.length + " values for " + genes.size() + " genes");
            }
        }
    }
}
