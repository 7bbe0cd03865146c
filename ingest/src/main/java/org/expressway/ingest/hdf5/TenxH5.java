package org.expressway.ingest.hdf5;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * The matrix of Cell Ranger: genes x cells compressed by cell, names beside it. Cell Ranger 3 has it in the group
 * {@code matrix} with a group of features; before, in a group named after the genome with genes and gene_names.
 */
record TenxH5(HdfTree tree, String group) {

    ExpressionTable read(ReadOptions options) throws BadInput {
        Columns columns = new Columns(tree);
        int[] shape = columns.ints(group + "/shape");
        if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
            throw tree.fault(
                    "/" + group + "/shape of " + Arrays.toString(shape), "genes and cells", "write the file again");
        }
        boolean features = group.equals("matrix");
        String idsAt = group + (features ? "/features/id" : "/genes");
        String namesAt = group + (features ? "/features/name" : "/gene_names");
        List<String> ids = many(columns, idsAt, shape[0]);
        List<String> cells = CellNames.checked(
                tree,
                group + "/barcodes",
                many(columns, group + "/barcodes", shape[1]).toArray(String[]::new));
        return new ExpressionTable(
                new Origin(tree.path(), tree.sha256(), LabFormat.TENX_H5),
                new GeneColumn(
                        ids, tree.has(namesAt) ? many(columns, namesAt, shape[0]) : List.of(), GeneColumn.Kind.GENES),
                cells,
                Compressed.read(tree, group, shape[1], shape[0]).byLine(),
                Places.NONE,
                options.unit() == null ? ExpressionUnit.COUNTS : options.unit(),
                Map.of(),
                features ? types(columns) : List.of("written by Cell Ranger 2 or before, genome " + group));
    }

    private List<String> many(Columns columns, String at, int expected) throws BadInput {
        String[] texts = columns.texts(at);
        if (texts.length != expected) {
            throw tree.fault(
                    texts.length + " names in /" + at,
                    expected + " names, as /" + group + "/shape says",
                    "the file is damaged: copy or write it again");
        }
        return List.of(texts);
    }

    private List<String> types(Columns columns) throws BadInput {
        if (!tree.has(group + "/features/feature_type")) {
            return List.of();
        }
        Map<String, Integer> types = new LinkedHashMap<>();
        for (String type : columns.texts(group + "/features/feature_type")) {
            types.merge(type, 1, Integer::sum);
        }
        types.remove("Gene Expression");
        return types.entrySet().stream()
                .map(entry -> entry.getValue() + " features are of type " + entry.getKey())
                .toList();
    }
}
