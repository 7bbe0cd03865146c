package org.expressway.ingest.hdf5;

import io.jhdf.api.Dataset;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.Origin;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.expression.Values;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * H5ad: cells x genes in {@code X}, in a layer or in {@code raw}, dense or compressed by cell (csr) or by gene (csc),
 * with the tables obs and var beside it. Values with fractions are left without a unit: scanpy's log1p is of base e, and
 * nothing in the file says so for certain.
 */
record H5ad(HdfTree tree) {
    private static final int SLICE = 1 << 20;
    private static final List<String> SECOND_NAMES = List.of(
            "gene_ids",
            "gene_id",
            "ensembl_id",
            "feature_id",
            "gene_symbols",
            "gene_symbol",
            "gene_name",
            "feature_name");

    ExpressionTable read(ReadOptions options) throws BadInput {
        String layer = options.layer() == null ? "X" : options.layer();
        boolean raw = layer.equals("raw");
        String at = raw ? "raw/X" : layer.equals("X") ? "X" : "layers/" + layer;
        requireLayer(at);
        String[] cells = new Frame(tree, "obs").index();
        Frame var = new Frame(tree, raw ? "raw/var" : "var");
        List<String> genes = List.of(var.index());
        Values values = values(at, cells.length, genes.size());
        ExpressionTable table = new ExpressionTable(
                new Origin(tree.path(), tree.sha256(), LabFormat.H5AD),
                new GeneColumn(genes, secondNames(var.columns(genes.size())), GeneColumn.Kind.GENES),
                CellNames.checked(tree, "obs", cells),
                values,
                Places.NONE,
                options.unit(),
                new Frame(tree, "obs").columns(cells.length),
                List.of());
        return told(table, at);
    }

    private void requireLayer(String at) throws BadInput {
        if (!tree.has(at)) {
            throw tree.fault(
                    "no /" + at + "; the file has " + String.join(", ", choices()),
                    "the matrix that was asked for, X where none was",
                    "name one that is there (--layer)");
        }
    }

    private List<String> choices() {
        List<String> choices = new ArrayList<>();
        if (tree.has("X")) {
            choices.add("X");
        }
        if (tree.has("raw/X")) {
            choices.add("raw");
        }
        choices.addAll(tree.children("layers"));
        return choices.isEmpty() ? List.of("no matrix at all") : choices;
    }

    private Values values(String at, int cells, int genes) throws BadInput {
        if (!tree.isGroup(at)) {
            return dense(at, cells, genes);
        }
        refuseOtherShape(at, shape(at), cells, genes);
        String encoding = encoding(at);
        return switch (encoding) {
            case "csr" -> Compressed.read(tree, at, cells, genes).byLine();
            case "csc" -> Compressed.read(tree, at, genes, cells).turned();
            default ->
                throw tree.fault(
                        "/" + at + " of encoding " + encoding,
                        "a dense, csr or csc matrix",
                        "convert the matrix and write the file again");
        };
    }

    private String encoding(String at) {
        Object now = tree.attribute(at, "encoding-type");
        Object old = tree.attribute(at, "h5sparse_format");
        String said = String.valueOf(now == null ? old : now);
        return said.endsWith("_matrix") ? said.substring(0, 3) : said;
    }

    private long[] shape(String at) throws BadInput {
        Object now = tree.attribute(at, "shape");
        Object said = now == null ? tree.attribute(at, "h5sparse_shape") : now;
        if (said == null || !said.getClass().isArray()) {
            throw tree.fault("/" + at + " without a shape", "numbers of cells and genes", "write the file again");
        }
        long[] shape = new long[Array.getLength(said)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = (long) new Columns(tree).number(at, said, i);
        }
        return shape;
    }

    private Values dense(String at, int cells, int genes) throws BadInput {
        Dataset dataset = tree.dataset(at);
        refuseOtherShape(at, dataset.getDimensionsAsLong(), cells, genes);
        refuseTooMany(at, cells, genes);
        float[][] values = new float[cells][genes];
        int rows = Math.max(1, SLICE / Math.max(1, genes));
        Columns columns = new Columns(tree);
        for (int from = 0; from < cells; from += rows) {
            Object part = dataset.getData(new long[] {from, 0}, new int[] {Math.min(rows, cells - from), genes});
            for (int i = 0; i < Array.getLength(part); i++) {
                Object row = Array.get(part, i);
                for (int g = 0; g < genes; g++) {
                    values[from + i][g] = (float) columns.number(at, row, g);
                }
            }
        }
        return new DenseValues(genes, values);
    }

    private void refuseOtherShape(String at, long[] shape, int cells, int genes) throws BadInput {
        if (!Arrays.equals(shape, new long[] {cells, genes})) {
            throw tree.fault(
                    "/" + at + " of shape " + Arrays.toString(shape),
                    "%d x %d, as many as obs and var have rows".formatted(cells, genes),
                    "the file is damaged or was edited: write it again");
        }
    }

    private void refuseTooMany(String at, int cells, int genes) throws BadInput {
        long most = Runtime.getRuntime().maxMemory() / (2 * Float.BYTES);
        if ((long) cells * genes > most) {
            throw tree.fault(
                    "/" + at + ", dense, of " + cells + " x " + genes,
                    "at most " + most + " values, which fit half of this process's memory",
                    "write the matrix sparse (csr), send it in parts, or give the process more memory (-Xmx)");
        }
    }

    private static List<String> secondNames(Map<String, List<String>> columns) {
        return SECOND_NAMES.stream()
                .filter(columns::containsKey)
                .findFirst()
                .map(columns::get)
                .orElse(List.of());
    }

    private ExpressionTable told(ExpressionTable table, String at) {
        UnitEvidence evidence = UnitEvidence.of(table);
        boolean counts = evidence.whole() && evidence.smallest() >= 0 && evidence.largest() > 1;
        ExpressionUnit unit = counts ? ExpressionUnit.COUNTS : ExpressionUnit.UNKNOWN;
        List<String> notes = new ArrayList<>();
        notes.add("values are those of " + at + "; the file has " + String.join(", ", choices()));
        if (table.unit() == null && !counts) {
            notes.add("the values have fractions or negatives, and scanpy's logarithms are of base e:"
                    + " name the layer that has the counts (--layer), or say the unit");
        }
        return withUnit(table, table.unit() == null ? unit : table.unit(), notes);
    }

    private static ExpressionTable withUnit(ExpressionTable table, @Nullable ExpressionUnit unit, List<String> notes) {
        return new ExpressionTable(
                table.origin(),
                table.genes(),
                table.samples(),
                table.values(),
                table.places(),
                unit,
                table.sampleColumns(),
                notes);
    }
}
