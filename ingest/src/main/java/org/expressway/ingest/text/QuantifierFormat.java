package org.expressway.ingest.text;

import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.TranscriptMap;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * One sample as salmon, kallisto or RSEM estimate it, in columns that are known by name: estimated counts by default,
 * TPM or FPKM where that unit is asked for. Transcripts are summed to genes with a map, or with RSEM's own gene column;
 * the sum is taken in double precision.
 *
 * @param signature columns that tell the tool
 * @param gene column with the gene of a transcript, or empty
 * @param transcripts whether rows are transcripts
 * @param fpkm column of FPKM, or empty
 */
record QuantifierFormat(
        LabFormat format,
        List<String> signature,
        String id,
        String gene,
        boolean transcripts,
        String counts,
        String tpm,
        String fpkm)
        implements TextFormat {
    static final QuantifierFormat SALMON = new QuantifierFormat(
            LabFormat.SALMON,
            List.of("Name", "Length", "EffectiveLength", "TPM", "NumReads"),
            "Name",
            "",
            true,
            "NumReads",
            "TPM",
            "");
    static final QuantifierFormat KALLISTO = new QuantifierFormat(
            LabFormat.KALLISTO,
            List.of("target_id", "length", "eff_length", "est_counts", "tpm"),
            "target_id",
            "",
            true,
            "est_counts",
            "tpm",
            "");
    static final QuantifierFormat RSEM_GENES = new QuantifierFormat(
            LabFormat.RSEM_GENES,
            List.of("gene_id", "transcript_id(s)", "expected_count", "TPM"),
            "gene_id",
            "",
            false,
            "expected_count",
            "TPM",
            "FPKM");
    static final QuantifierFormat RSEM_ISOFORMS = new QuantifierFormat(
            LabFormat.RSEM_ISOFORMS,
            List.of("transcript_id", "gene_id", "expected_count", "TPM"),
            "transcript_id",
            "gene_id",
            true,
            "expected_count",
            "TPM",
            "FPKM");

    @Override
    public boolean recognises(Head head) {
        return head.cells(0).containsAll(signature);
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        ExpressionUnit unit = options.unit() == null ? ExpressionUnit.COUNTS : options.unit();
        List<String> columns = head.cells(0);
        RowLayout layout = RowLayout.column(head.separator(), columns, id, column(head, unit))
                .withName(columns.indexOf(gene));
        String sample = SampleNames.ofFile(head.file(), options);
        Rows rows = RowsReader.read(head.file(), layout, progress);
        TranscriptMap map = options.transcripts() == null ? null : TranscriptMap.read(options.transcripts());
        TranscriptSums sums = sums(head, rows, map);
        String said = column(head, unit) + " is read as " + unit;
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), format),
                sums == null
                        ? new GeneColumn(
                                rows.ids(),
                                List.of(),
                                transcripts ? GeneColumn.Kind.TRANSCRIPTS : GeneColumn.Kind.GENES)
                        : GeneColumn.of(sums.genes()),
                List.of(sample),
                sums == null ? rows.values() : sums.values(),
                sums == null ? rows.places(layout) : Places.NONE,
                unit,
                Map.of(),
                sums == null ? List.of(said) : List.of(said, sums.note()));
    }

    private @Nullable TranscriptSums sums(Head head, Rows rows, @Nullable TranscriptMap map) throws BadInput {
        if (!transcripts) {
            return null;
        }
        if (map != null) {
            return TranscriptSums.of(head.file(), rows, map);
        }
        return gene.isEmpty() ? null : TranscriptSums.ofOwnGenes(rows);
    }

    private String column(Head head, ExpressionUnit unit) throws BadInput {
        String column = switch (unit) {
            case COUNTS -> counts;
            case TPM -> tpm;
            case FPKM -> fpkm;
            default -> "";
        };
        if (column.isEmpty() || !head.cells(0).contains(column)) {
            throw new BadInput(Fault.ofRow(
                    head.file(),
                    1,
                    "columns " + head.cells(0) + ", of which none is " + unit,
                    "counts, tpm" + (fpkm.isEmpty() ? "" : " or fpkm") + ", which " + format.id() + " writes",
                    "declare one of these units, or none for counts"));
        }
        return column;
    }
}
