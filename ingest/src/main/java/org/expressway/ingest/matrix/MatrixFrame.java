package org.expressway.ingest.matrix;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.table.Separator;

/**
 * What stands around the numbers of a genes x samples table. Gene {@code g} stood in row {@code g + 2} of the file,
 * sample {@code s} in column {@code s + 2}.
 *
 * @param sha256 of the file's bytes as stored (compressed where it is), lower-case hex
 * @param corner the header's first cell, which names the gene column; often empty
 * @param genes distinct, in the file's order
 * @param samples distinct, in the file's order
 * @param missing how many values are NaN
 */
public record MatrixFrame(
        Path file,
        String sha256,
        Separator separator,
        String corner,
        List<String> genes,
        List<String> samples,
        long missing) {
    public MatrixFrame {
        genes = List.copyOf(genes);
        samples = List.copyOf(samples);
    }

    void requireProfiles(int profiles) {
        if (profiles != samples.size()) {
            throw new IllegalArgumentException(profiles + " profiles for " + samples.size() + " samples");
        }
    }

    void requireGenes(int values) {
        if (values != genes.size()) {
            throw new IllegalArgumentException(values + " values for " + genes.size() + " genes");
        }
    }
}
