package org.expressway.ingest.expression;

import java.nio.file.Path;
import java.util.Set;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a file that the file does not say itself.
 *
 * @param unit of the values; picks the column of formats that carry several
 * @param sampleName of the one sample of a file that does not name it; null for the file's own name
 * @param transcripts file that says the gene of each transcript
 * @param layer of an .h5ad: X, raw, or the name of a layer
 * @param classes .cls file of a GCT
 * @param samples ids that a sample sheet names, which tell which way a plain table lies; empty where unknown
 */
public record ReadOptions(
        @Nullable ExpressionUnit unit,
        @Nullable String sampleName,
        Strandedness strandedness,
        @Nullable Path transcripts,
        @Nullable String layer,
        @Nullable Path classes,
        Orientation orientation,
        Set<String> samples) {
    /** Nothing said. */
    public static final ReadOptions NONE =
            new ReadOptions(null, null, Strandedness.AUTO, null, null, null, Orientation.AUTO, Set.of());

    public ReadOptions {
        samples = Set.copyOf(samples);
    }

    public ReadOptions withUnit(@Nullable ExpressionUnit said) {
        return new ReadOptions(said, sampleName, strandedness, transcripts, layer, classes, orientation, samples);
    }

    public ReadOptions withSampleName(@Nullable String said) {
        return new ReadOptions(unit, said, strandedness, transcripts, layer, classes, orientation, samples);
    }

    public ReadOptions withStrandedness(Strandedness said) {
        return new ReadOptions(unit, sampleName, said, transcripts, layer, classes, orientation, samples);
    }

    public ReadOptions withTranscripts(@Nullable Path said) {
        return new ReadOptions(unit, sampleName, strandedness, said, layer, classes, orientation, samples);
    }

    public ReadOptions withLayer(@Nullable String said) {
        return new ReadOptions(unit, sampleName, strandedness, transcripts, said, classes, orientation, samples);
    }

    public ReadOptions withClasses(@Nullable Path said) {
        return new ReadOptions(unit, sampleName, strandedness, transcripts, layer, said, orientation, samples);
    }

    public ReadOptions withOrientation(Orientation said) {
        return new ReadOptions(unit, sampleName, strandedness, transcripts, layer, classes, said, samples);
    }

    public ReadOptions withSamples(Set<String> said) {
        return new ReadOptions(unit, sampleName, strandedness, transcripts, layer, classes, orientation, said);
    }
}
