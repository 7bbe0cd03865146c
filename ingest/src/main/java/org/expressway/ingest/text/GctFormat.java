package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.table.Separator;
import org.jspecify.annotations.Nullable;

/**
 * GCT 1.2: version, size, a header of NAME, Description and the samples, then a row a gene. The size is checked against
 * the rows, which tells a file that was cut. The classes of a .cls become a column of the samples.
 */
record GctFormat() implements TextFormat {
    private static final int HEADER_ROWS = 3;

    @Override
    public boolean recognises(Head head) {
        return head.line(0).strip().startsWith("#1.") && head.line(0).strip().length() < 8;
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        int[] size = size(head);
        List<String> columns = Head.split(head.line(2), Separator.TAB);
        RowLayout layout = RowLayout.samplesBehind(Separator.TAB, HEADER_ROWS, columns, 2)
                .withName(1)
                .loosely();
        List<String> samples = columns.subList(Math.min(2, columns.size()), columns.size());
        refuseOtherSize(head, samples.size(), size[1], 3, "samples");
        SampleNames.check(head.file(), HEADER_ROWS, samples, layout.values());
        Rows rows = RowsReader.read(head.file(), layout, progress);
        refuseOtherSize(head, rows.ids().size(), size[0], rows.lines()[rows.lines().length - 1], "rows");
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.GCT),
                new GeneColumn(rows.ids(), rows.names(), GeneColumn.Kind.GENES),
                samples,
                rows.values(),
                rows.places(layout),
                options.unit(),
                classes(options.classes(), samples.size()),
                List.of());
    }

    private static Map<String, List<String>> classes(@Nullable Path file, int samples) throws BadInput {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        if (file != null) {
            columns.put("class", ClassFile.read(file, samples));
        }
        return columns;
    }

    private static int[] size(Head head) throws BadInput {
        String version = head.line(0).strip();
        if (!version.equals("#1.2")) {
            throw new BadInput(Fault.ofRow(
                    head.file(),
                    1,
                    "version " + Fault.quoted(version),
                    "GCT version #1.2",
                    "save the table as GCT 1.2 (version 1.3 puts annotation between header and rows)"));
        }
        String[] size = head.line(1).strip().split("\\s+", -1);
        if (size.length != 2 || !size[0].matches("\\d{1,9}") || !size[1].matches("\\d{1,9}")) {
            throw new BadInput(Fault.ofRow(
                    head.file(),
                    2,
                    Fault.quoted(head.line(1)),
                    "the numbers of rows and of samples",
                    "write both, separated by a tab"));
        }
        return new int[] {Integer.parseInt(size[0]), Integer.parseInt(size[1])};
    }

    private static void refuseOtherSize(Head head, int seen, int said, int row, String what) throws BadInput {
        if (seen != said) {
            throw new BadInput(Fault.ofRow(
                    head.file(),
                    row,
                    seen + " " + what,
                    said + " " + what + ", as row 2 says",
                    "the file was cut or edited: export it again, or correct row 2"));
        }
    }
}
