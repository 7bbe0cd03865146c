package org.expressway.ingest.text;

import java.util.HashSet;
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
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * featureCounts: a comment with the command, six columns of annotation, then a column for each alignment, named by its
 * path. A sample is named by its file without folder and {@code .bam}; where that is not one name each, by the whole
 * path with dashes for slashes.
 */
record FeatureCountsFormat() implements TextFormat {
    private static final List<String> ANNOTATION = List.of("Geneid", "Chr", "Start", "End", "Strand", "Length");

    @Override
    public boolean recognises(Head head) {
        return head.line(0).startsWith("# Program:featureCounts") || startsWithAnnotation(head.cells(0));
    }

    @Override
    public ExpressionTable read(Head head, ReadOptions options, Progress progress) throws BadInput {
        int header = head.line(0).startsWith("#") ? 1 : 0;
        List<String> columns = head.cells(header);
        if (!startsWithAnnotation(columns)) {
            throw new BadInput(Fault.ofRow(
                    head.file(),
                    header + 1,
                    "columns " + columns,
                    "the columns " + ANNOTATION + " and then the samples",
                    "send the table as featureCounts wrote it"));
        }
        RowLayout layout = RowLayout.samplesBehind(head.separator(), header + 1, columns, ANNOTATION.size());
        List<String> paths = columns.subList(ANNOTATION.size(), columns.size());
        List<String> samples = names(paths);
        SampleNames.check(head.file(), header + 1, samples, layout.values());
        Rows rows = RowsReader.read(head.file(), layout, progress);
        return new ExpressionTable(
                new Origin(head.file(), rows.sha256(), LabFormat.FEATURECOUNTS),
                GeneColumn.of(rows.ids()),
                samples,
                rows.values(),
                rows.places(layout),
                options.unit() == null ? ExpressionUnit.COUNTS : options.unit(),
                Map.of(),
                samples.equals(paths)
                        ? List.of()
                        : List.of("samples are named by their alignment files: " + paths.get(0) + " is "
                                + samples.get(0)));
    }

    private static boolean startsWithAnnotation(List<String> columns) {
        return columns.size() >= ANNOTATION.size()
                && columns.subList(0, ANNOTATION.size()).equals(ANNOTATION);
    }

    private static List<String> names(List<String> paths) {
        List<String> files = paths.stream()
                .map(path -> path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                        .replaceAll("\\.(bam|sam|cram)$", ""))
                .toList();
        return new HashSet<>(files).size() == files.size()
                ? files
                : paths.stream()
                        .map(path -> path.replaceAll("^[./\\\\]+", "").replaceAll("[/\\\\]+", "-"))
                        .toList();
    }
}
