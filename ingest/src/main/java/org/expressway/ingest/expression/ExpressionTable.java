package org.expressway.ingest.expression;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * A table of expression as read, whatever wrote it.
 *
 * @param samples distinct, in the file's order
 * @param unit what the format or the person says the values are; null where only the values can tell
 * @param sampleColumns what the file says of its samples, by column: one text a sample, empty where it says nothing
 * @param notes what a person should know, as sentences
 */
public record ExpressionTable(
        Origin origin,
        GeneColumn genes,
        List<String> samples,
        Values values,
        Places places,
        @Nullable ExpressionUnit unit,
        Map<String, List<String>> sampleColumns,
        List<String> notes) {
    public ExpressionTable {
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
        if (values.samples() != samples.size() || values.genes() != genes.size()) {
            throw new IllegalArgumentException(values.genes() + " x " + values.samples() + " values for " + genes.size()
                    + " genes x " + samples.size() + " samples");
        }
    }

    public Path file() {
        return origin.file();
    }

    /** How many values are NaN. */
    public long missing() {
        long[] missing = new long[1];
        for (int s = 0; s < values.samples(); s++) {
            values.visit(s, (gene, value) -> missing[0] += Float.isNaN(value) ? 1 : 0);
        }
        return missing[0];
    }

    /** The sum of each sample's values, in double precision, missing ones left out. */
    public double[] librarySizes() {
        double[] sizes = new double[values.samples()];
        for (int s = 0; s < sizes.length; s++) {
            int sample = s;
            values.visit(s, (gene, value) -> sizes[sample] += Float.isNaN(value) ? 0 : value);
        }
        return sizes;
    }
}
