package org.expressway.ingest.hdf5;

import io.jhdf.api.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.jspecify.annotations.Nullable;

/**
 * {@code obs} or {@code var}: a table of columns with the index named by the attribute {@code _index}; in old files one
 * data set of compounds with a field {@code index}.
 */
final class Frame {
    private static final int MOST_COLUMNS = 200;
    private static final int MOST_TEXTS = 5_000_000;

    private final HdfTree tree;
    private final String at;
    private final Columns columns;
    private final @Nullable Map<?, ?> compound;

    Frame(HdfTree tree, String at) throws BadInput {
        this.tree = tree;
        this.at = at;
        this.columns = new Columns(tree);
        this.compound = tree.isGroup(at) ? null : compound(tree, at);
    }

    /** The names of its rows. */
    String[] index() throws BadInput {
        if (compound != null) {
            return compoundIndex(compound);
        }
        Object name = tree.attribute(at, "_index");
        String column = name instanceof String text ? text : "_index";
        return columns.texts(at + "/" + (tree.has(at + "/" + column) ? column : "index"));
    }

    /** Columns that have a text for every row: the first ones, as many as have five million texts. */
    Map<String, List<String>> columns(int rows) throws BadInput {
        Map<String, List<String>> all = new LinkedHashMap<>();
        Object index = tree.attribute(at, "_index");
        int most = Math.min(MOST_COLUMNS, MOST_TEXTS / Math.max(1, rows));
        for (String name : tree.children(at)) {
            if (all.size() < most && !name.equals(index) && !name.equals("_index") && !name.equals("index")) {
                String[] column = column(name);
                if (column != null && column.length == rows) {
                    all.put(name, List.of(column));
                }
            }
        }
        return all;
    }

    private String @Nullable [] column(String name) throws BadInput {
        String path = at + "/" + name;
        if (tree.has(path + "/codes") && tree.has(path + "/categories")) {
            return coded(columns.ints(path + "/codes"), columns.texts(path + "/categories"));
        }
        if (tree.isGroup(path) || tree.dataset(path).getDimensions().length != 1) {
            return null;
        }
        String categories = at + "/__categories/" + name;
        return tree.has(categories) ? coded(columns.ints(path), columns.texts(categories)) : columns.texts(path);
    }

    /** A code below zero means that nothing is said. */
    private String[] coded(int[] codes, String[] categories) throws BadInput {
        String[] texts = new String[codes.length];
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= categories.length) {
                throw tree.fault(
                        "code " + codes[i] + " of " + categories.length + " categories in /" + at,
                        "codes of categories that are there",
                        "the file is damaged: write it again");
            }
            texts[i] = codes[i] < 0 ? "" : categories[codes[i]];
        }
        return texts;
    }

    private String[] compoundIndex(Map<?, ?> fields) throws BadInput {
        List<Object> first = new ArrayList<>(fields.values());
        Object index = fields.get("index");
        Object column = index == null && !first.isEmpty() ? first.get(0) : index;
        if (column == null) {
            throw tree.fault("/" + at + " without columns", "names of the rows", "write the file again");
        }
        return Columns.texts(column);
    }

    private static Map<?, ?> compound(HdfTree tree, String at) throws BadInput {
        Dataset dataset = tree.dataset(at);
        if (dataset.isCompound() && dataset.getData() instanceof Map<?, ?> fields) {
            return fields;
        }
        throw tree.fault("/" + at + " that is no table", "a group of columns", "write the file with a current anndata");
    }
}
