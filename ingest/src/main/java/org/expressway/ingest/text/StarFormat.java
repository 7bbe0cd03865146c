package org.expressway.ingest.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * ReadsPerGene.out.tab: four rows of reads without a gene, then a gene with its counts as if the library were
 * unstranded, forward and reverse. Which of the three is right is a property of the library: said, or inferred from the
 * share of forward among all stranded reads (above .8 forward, below .2 reverse, .4 to .6 unstranded; between these it is
 * counted as unstranded and said to be unclear).
 */
record StarFormat() implements TextFormat {
    static final Set<String> ASIDE = Set.of("N_unmapped", "N_multimapping", "N_noFeature", "N_ambiguous");
    private static final List<String> COLUMNS = List.of("gene", "unstranded", "forward", "reverse");
    private static final double STRANDED = .8;
    private static final double EVEN = .1;

    @Override
    public boolean recognises(Head head) {
        return head.line(0).startsWith("N_unmapped\t")
                && head.line(1).startsWith("N_multimapping\t")
                && head.cells(0).size() == COLUMNS.size();
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        RowLayout layout =
                RowLayout.samplesBehind(head.separator(), 0, COLUMNS, 1).withAside(ASIDE::contains);
        String sample = SampleNames.ofFile(head.file(), options);
        Rows rows = RowsReader.read(head.file(), layout, progress);
        double forward = rows.sum(1);
        double reverse = rows.sum(2);
        double share = forward + reverse == 0 ? .5 : forward / (forward + reverse);
        Strandedness strand = options.strandedness() == Strandedness.AUTO ? inferred(share) : options.strandedness();
        int column = strand.ordinal() - Strandedness.UNSTRANDED.ordinal();
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.STAR),
                GeneColumn.of(rows.ids()),
                List.of(sample),
                new DenseValues(rows.ids().size(), new float[][] {rows.columns()[column]}),
                new Places(rows.lines(), new int[] {column + 2}),
                ExpressionUnit.COUNTS,
                Map.of(),
                List.of(note(strand, share, options)));
    }

    private static Strandedness inferred(double forward) {
        if (forward > STRANDED) {
            return Strandedness.FORWARD;
        }
        return forward < 1 - STRANDED ? Strandedness.REVERSE : Strandedness.UNSTRANDED;
    }

    private static String note(Strandedness strand, double share, ReadOptions options) {
        String said = options.strandedness() == Strandedness.AUTO ? "inferred" : "as said";
        boolean unclear = options.strandedness() == Strandedness.AUTO
                && strand == Strandedness.UNSTRANDED
                && Math.abs(share - .5) > EVEN;
        return "counts are of column %d, %s, %s: %.1f %% of stranded reads are forward%s"
                .formatted(
                        strand.ordinal() - Strandedness.UNSTRANDED.ordinal() + 2,
                        strand.name().toLowerCase(Locale.ROOT),
                        said,
                        100 * share,
                        unclear ? "; that is unclear: say the strandedness" : "");
    }
}
