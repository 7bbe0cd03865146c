package org.expressway.ingest.tenx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.table.NameRule;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.ExpressionUnit;

/** Reads the folder of a 10x run; antibodies and guides beside the genes are kept, and counted in a note. */
public final class TenxFolder {
    private static final List<String> MATRIX = List.of("matrix.mtx.gz", "matrix.mtx");
    private static final List<String> FEATURES =
            List.of("features.tsv.gz", "features.tsv", "genes.tsv.gz", "genes.tsv");
    private static final List<String> BARCODES = List.of("barcodes.tsv.gz", "barcodes.tsv");
    private static final int SHOWN = 10;

    private TenxFolder() {}

    /** Whether a text file's first line says that it is the matrix of such a folder. */
    public static boolean isMatrix(String firstLine) {
        return firstLine.startsWith(MatrixMarket.BANNER);
    }

    /** Whether a folder holds the matrix of a triplet. */
    public static boolean is(Path folder) {
        return MATRIX.stream().map(folder::resolve).anyMatch(Files::isRegularFile);
    }

    /** Reads a folder. */
    public static ExpressionTable read(Path folder, ReadOptions options, Progress progress) throws BadInput {
        return read(folder, part(folder, MATRIX), options, progress);
    }

    /** Reads a matrix with the tables that lie beside it. */
    public static ExpressionTable beside(Path matrix, ReadOptions options, Progress progress) throws BadInput {
        Path folder = matrix.toAbsolutePath().getParent();
        return read(folder == null ? Path.of("") : folder, matrix, options, progress);
    }

    private static ExpressionTable read(Path folder, Path matrixFile, ReadOptions options, Progress progress)
            throws BadInput {
        Path featuresFile = part(folder, FEATURES);
        Path barcodesFile = part(folder, BARCODES);
        MatrixMarket matrix = MatrixMarket.read(matrixFile, progress);
        NameTable features = NameTable.read(featuresFile, 3, matrix.values().genes(), "features");
        NameTable barcodes = NameTable.read(barcodesFile, 1, matrix.values().samples(), "barcodes");
        refuseNoKeys(barcodes);
        List<String> notes = new ArrayList<>();
        types(features.column(2)).forEach((type, n) -> notes.add(n + " features are of type " + type));
        return new ExpressionTable(
                new Origin(
                        folder,
                        Sha256.of(matrix.sha256() + "\n" + features.sha256() + "\n" + barcodes.sha256() + "\n"),
                        LabFormat.TENX_MTX),
                new GeneColumn(features.column(0), features.column(1), GeneColumn.Kind.GENES),
                barcodes.column(0),
                matrix.values(),
                Places.NONE,
                options.unit() == null ? ExpressionUnit.COUNTS : options.unit(),
                Map.of(),
                notes);
    }

    private static Path part(Path folder, List<String> names) throws BadInput {
        for (String name : names) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new BadInput(Fault.ofFile(
                folder,
                "a folder without " + names.get(0) + "; it has " + listed(folder),
                "the matrix.mtx, features.tsv (or genes.tsv) and barcodes.tsv of a 10x run, plain or .gz",
                "name the folder that has the three (filtered_feature_bc_matrix), or a file"));
    }

    private static String listed(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .limit(SHOWN)
                    .toList();
            return names.isEmpty() ? "nothing" : String.join(", ", names);
        } catch (IOException e) {
            return "nothing that can be read";
        }
    }

    private static Map<String, Integer> types(List<String> column) {
        Map<String, Integer> types = new LinkedHashMap<>();
        column.forEach(type -> types.merge(type, 1, Integer::sum));
        types.remove("");
        types.remove("Gene Expression");
        return types;
    }

    private static void refuseNoKeys(NameTable barcodes) throws BadInput {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int i = 0; i < barcodes.column(0).size(); i++) {
            String barcode = barcodes.column(0).get(i);
            Integer earlier = rowOf.putIfAbsent(barcode, i + 1);
            String objection = NameRule.KEY_PART
                    .objectionTo(barcode)
                    .orElse(earlier == null ? "" : "duplicate barcode, as in row " + earlier + ",");
            if (!objection.isEmpty()) {
                throw new BadInput(new Fault(
                        barcodes.file(),
                        i + 1,
                        1,
                        "",
                        objection + " for a cell: " + Fault.quoted(barcode),
                        NameRule.KEY_PART.text() + ", each once",
                        "send the folder as Cell Ranger wrote it"));
            }
        }
    }
}
