package org.expressway.ingest.matrix;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.table.Separator;

/**
 * A genes x samples table as read, in the precision that the stream carries.
 *
 * @param values {@code [sample][gene]}, in whatever unit the laboratory sent; NaN is missing. Not copied: leave as is
 */
@SuppressWarnings("ArrayRecordComponent") // two matrices are never compared; a copy would double the memory
public record ExpressionMatrix(MatrixFrame frame, float[][] values) {
    public ExpressionMatrix {
        frame.requireProfiles(values.length);
        for (float[] profile : values) {
            frame.requireGenes(profile.length);
        }
    }

    public Path file() {
        return frame.file();
    }

    public String sha256() {
        return frame.sha256();
    }

    public Separator separator() {
        return frame.separator();
    }

    public List<String> genes() {
        return frame.genes();
    }

    public List<String> samples() {
        return frame.samples();
    }

    public long missing() {
        return frame.missing();
    }
}
