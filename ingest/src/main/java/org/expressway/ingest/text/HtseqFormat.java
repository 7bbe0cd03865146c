package org.expressway.ingest.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * What htseq-count writes for one alignment: a gene and its count in the last column, with or without a header, possibly
 * attributes of the gene between the two; behind the genes the reads that fell on none ({@code __no_feature} and the
 * like). A table with a header and numbers in all columns is a plain one.
 */
record HtseqFormat() implements TextFormat {
    private static final Set<String> OLD_ASIDE =
            Set.of("no_feature", "ambiguous", "too_low_aQual", "not_aligned", "alignment_not_unique");

    /** Whether a row counts reads without a gene. */
    static boolean aside(String id) {
        return id.startsWith("__") || OLD_ASIDE.contains(id);
    }

    @Override
    public boolean recognises(Head head) {
        List<String> first = head.cells(0);
        List<String> second = head.cells(1);
        if (first.size() < 2 || first.size() > 4 || (!second.isEmpty() && second.size() != first.size())) {
            return false;
        }
        boolean headless = whole(last(first)) && !whole(first.get(0)) && first.size() == 2;
        boolean attributes = first.size() > 2
                && !second.isEmpty()
                && whole(last(second))
                && second.subList(1, second.size() - 1).stream().noneMatch(HtseqFormat::number);
        return headless || attributes;
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        List<String> first = head.cells(0);
        boolean header = !whole(last(first));
        String sample = header && options.sampleName() == null && !last(first).isBlank()
                ? last(first)
                : SampleNames.ofFile(head.file(), options);
        RowLayout layout = RowLayout.samplesBehind(
                        head.separator(), header ? 1 : 0, columns(first, header), first.size() - 1)
                .withAside(HtseqFormat::aside);
        SampleNames.check(head.file(), 1, List.of(sample), layout.values());
        Rows rows = RowsReader.read(head.file(), layout, progress);
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.HTSEQ),
                GeneColumn.of(rows.ids()),
                List.of(sample),
                rows.values(),
                rows.places(layout),
                options.unit() == null ? ExpressionUnit.COUNTS : options.unit(),
                Map.of(),
                List.of(note(rows)));
    }

    private static String note(Rows rows) {
        return rows.aside().isEmpty()
                ? "no row counts reads without a gene, as htseq-count writes them last: the file may be cut"
                : rows.aside().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + (long) entry.getValue()[0])
                        .collect(Collectors.joining(", ", "not genes and left out: ", ""));
    }

    private static List<String> columns(List<String> first, boolean header) {
        if (header) {
            return first;
        }
        List<String> columns = new ArrayList<>(first);
        columns.replaceAll(cell -> "");
        columns.set(0, "gene");
        columns.set(columns.size() - 1, "count");
        return columns;
    }

    private static String last(List<String> cells) {
        return cells.get(cells.size() - 1);
    }

    private static boolean whole(String cell) {
        return cell.matches("\\d{1,15}");
    }

    private static boolean number(String cell) {
        return cell.isEmpty() || cell.matches("[-+]?[0-9.]+([eE][-+]?\\d+)?|NA|NaN");
    }
}
