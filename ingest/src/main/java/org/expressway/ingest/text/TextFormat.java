package org.expressway.ingest.text;

import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;

/** A kind of table that a tool writes. */
sealed interface TextFormat
        permits FeatureCountsFormat,
                GctFormat,
                GeoSeriesFormat,
                HtseqFormat,
                NamedGenesFormat,
                PlainFormat,
                QuantifierFormat,
                StarFormat {
    /** Every format, the first that recognises a file being the one; the last recognises all. */
    List<TextFormat> ALL = List.of(
            new GeoSeriesFormat(),
            new GctFormat(),
            new FeatureCountsFormat(),
            new StarFormat(),
            QuantifierFormat.SALMON,
            QuantifierFormat.KALLISTO,
            QuantifierFormat.RSEM_GENES,
            QuantifierFormat.RSEM_ISOFORMS,
            new NamedGenesFormat(),
            new HtseqFormat(),
            new PlainFormat());

    /** Whether the first lines of a file say that it is of this kind. */
    boolean recognises(Head head);

    /** Reads the file that {@code head} is the beginning of. */
    ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput;
}
