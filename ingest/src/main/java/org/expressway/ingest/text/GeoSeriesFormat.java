package org.expressway.ingest.text;

import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.Separator;

/**
 * A series matrix of GEO: lines of {@code !Series_} and {@code !Sample_} facts, then the table between two marks, its ids
 * being those of the platform. What the samples' lines say becomes their columns. A series of sequencing runs has an
 * empty table here: its counts lie in a supplementary file.
 */
record GeoSeriesFormat() implements TextFormat {
    private static final String BEGIN = "!series_matrix_table_begin";
    private static final String END = "!series_matrix_table_end";
    private static final int LONGEST = 64 << 20;
    /** Series have a hundred lines or so before their table. */
    private static final int MOST_FACTS = 100_000;

    @Override
    public boolean recognises(Head head) {
        return head.line(0).startsWith("!Series_") || head.line(0).startsWith("!Sample_");
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        try (LabFile file = LabFile.open(head.file())) {
            Lines lines = new Lines(file, LONGEST);
            GeoSamples facts = new GeoSamples(head.file());
            while (lines.next() && !lines.text().equals(BEGIN) && lines.row() <= MOST_FACTS) {
                Head.refuseWide(head.file(), lines.row(), lines.text());
                facts.line(lines.row(), lines.text());
            }
            if (lines.row() > MOST_FACTS || !lines.next()) {
                throw new BadInput(Fault.ofRow(
                        head.file(),
                        lines.row(),
                        "no table (" + BEGIN + ")",
                        "a series matrix with its values",
                        "download the file again, or the supplementary counts of the series"));
            }
            return table(head, options, facts, file, lines, progress);
        }
    }

    private static ExpressionTable table(
            Head head, ReadOptions options, GeoSamples facts, LabFile file, Lines lines, Progress progress)
            throws BadInput {
        Head.refuseWide(head.file(), lines.row(), lines.text());
        List<String> columns = Head.split(lines.text(), Separator.TAB);
        int header = lines.row();
        RowLayout layout = RowLayout.samplesBehind(Separator.TAB, header, columns, 1)
                .withEnd(END)
                .loosely();
        List<String> samples = columns.subList(1, columns.size());
        SampleNames.check(head.file(), header, samples, layout.values());
        Rows rows = RowsReader.read(file, lines, layout, progress);
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.GEO_SERIES_MATRIX),
                new GeneColumn(rows.ids(), List.of(), GeneColumn.Kind.PROBES),
                samples,
                rows.values(),
                rows.places(layout),
                options.unit(),
                facts.columns(samples.size()),
                facts.platform().isEmpty() ? List.of() : List.of("measured on " + facts.platform()));
    }
}
