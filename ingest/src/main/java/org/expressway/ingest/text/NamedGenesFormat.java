package org.expressway.ingest.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * Merged tables with two columns before the samples: gene id and gene name (nf-core/rnaseq's gene tables), or transcript
 * and gene id (its transcript tables, summed to genes here). nf-core writes counts, TPM and lengths in the same layout,
 * so the unit is told by the sums, and lengths by having no zero.
 */
record NamedGenesFormat() implements TextFormat {
    private static final Set<String> IDS =
            Set.of("gene_id", "geneid", "ensembl_gene_id", "ensembl_id", "ensembl", "entrez_id", "entrez");
    private static final Set<String> NAMES = Set.of(
            "gene_name", "gene_symbol", "symbol", "external_gene_name", "hgnc_symbol", "description", "genename");
    private static final Set<String> TRANSCRIPTS = Set.of("tx", "transcript_id", "tx_id");
    /** The least share of zeros among counts of all genes of a species. */
    private static final double ZEROS = .02;

    @Override
    public boolean recognises(Head head) {
        List<String> header = head.cells(0);
        return header.size() > 2 && (genes(header) || transcripts(header));
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        List<String> columns = head.cells(0);
        RowLayout layout =
                RowLayout.samplesBehind(head.separator(), 1, columns, 2).withName(1);
        List<String> samples = columns.subList(2, columns.size());
        SampleNames.check(head.file(), 1, samples, layout.values());
        Rows rows = RowsReader.read(head.file(), layout, progress);
        return transcripts(columns) ? summed(head, rows, samples, options) : asRead(head, rows, layout, options);
    }

    private static ExpressionTable asRead(Head head, Rows rows, RowLayout layout, ReadOptions options) throws BadInput {
        GeneColumn genes = new GeneColumn(rows.ids(), rows.names(), GeneColumn.Kind.GENES);
        return told(new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.NFCORE),
                genes,
                layout.columns().subList(2, layout.columns().size()),
                rows.values(),
                rows.places(layout),
                options.unit(),
                Map.of(),
                List.of()));
    }

    private static ExpressionTable summed(Head head, Rows rows, List<String> samples, ReadOptions options)
            throws BadInput {
        TranscriptSums sums = TranscriptSums.ofOwnGenes(rows);
        return told(new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.NFCORE),
                GeneColumn.of(sums.genes()),
                samples,
                sums.values(),
                Places.NONE,
                options.unit(),
                Map.of(),
                List.of(sums.note())));
    }

    /** The table with its unit, where its values tell it. */
    private static ExpressionTable told(ExpressionTable table) throws BadInput {
        UnitEvidence evidence = UnitEvidence.of(table);
        double zeros = evidence.zeros()
                / (double) Math.max(
                        1L, (long) table.genes().size() * table.samples().size());
        if (zeros == 0 && evidence.smallest() > 0 && table.genes().size() > 1000) {
            throw new BadInput(Fault.ofFile(
                    table.file(),
                    "no zero among " + table.genes().size() + " genes, as in a table of gene lengths",
                    "counts or TPM, of which some are zero",
                    "name the table of counts (salmon.merged.gene_counts.tsv)"));
        }
        if (table.unit() != null) {
            return table;
        }
        ExpressionUnit unit = evidence.guess()
                .orElse(zeros > ZEROS && evidence.smallest() >= 0 ? ExpressionUnit.COUNTS : ExpressionUnit.UNKNOWN);
        return new ExpressionTable(
                table.origin(),
                table.genes(),
                table.samples(),
                table.values(),
                table.places(),
                unit == ExpressionUnit.UNKNOWN ? null : unit,
                table.sampleColumns(),
                table.notes());
    }

    private static boolean genes(List<String> header) {
        return IDS.contains(header.get(0).toLowerCase(Locale.ROOT))
                && NAMES.contains(header.get(1).toLowerCase(Locale.ROOT));
    }

    private static boolean transcripts(List<String> header) {
        return TRANSCRIPTS.contains(header.get(0).toLowerCase(Locale.ROOT))
                && IDS.contains(header.get(1).toLowerCase(Locale.ROOT));
    }
}
