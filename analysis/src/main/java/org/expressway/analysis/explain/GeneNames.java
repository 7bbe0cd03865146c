package org.expressway.analysis.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the genes of a panel are called. A symbol comes from a table of the user's; a gene that it does not have, and every
 * gene without a table, keeps its id.
 *
 * @param ids in the panel's order
 * @param symbols as many, or none where there was no table
 */
public record GeneNames(List<String> ids, List<String> symbols) {
    private static final Set<String> IDS = Set.of(
            "ensembl_id", "ensembl_gene_id", "ensembl", "gene_id", "probe", "probe_id", "id", "entrez", "entrez_id");
    private static final Set<String> SYMBOLS =
            Set.of("symbol", "gene_name", "gene_symbol", "hgnc_symbol", "approved_symbol");

    public GeneNames {
        ids = List.copyOf(ids);
        symbols = List.copyOf(symbols);
        if (!symbols.isEmpty() && symbols.size() != ids.size()) {
            throw new IllegalArgumentException(symbols.size() + " symbols for " + ids.size() + " genes");
        }
    }

    /** Without symbols. */
    public static GeneNames of(List<String> ids) {
        return new GeneNames(ids, List.of());
    }

    /**
     * With the symbols of a table: a header that names a column of symbols and columns of ids, parted by tabs.
     *
     * @throws UnreadableLine when there is no such header, or a line has another number of fields
     */
    public static GeneNames of(List<String> ids, List<String> table) {
        Map<String, String> symbols = symbols(table);
        return new GeneNames(
                ids,
                ids.stream()
                        .map(id -> symbols.getOrDefault(id, symbols.getOrDefault(unversioned(id), id)))
                        .toList());
    }

    /** What people call a gene: its symbol, else its id. */
    public String of(int gene) {
        return symbols.isEmpty() ? ids.get(gene) : symbols.get(gene);
    }

    /** Genes by id and, where no id says otherwise, by symbol; a symbol that several genes share is all of them. */
    public Map<String, List<Integer>> positions() {
        Map<String, List<Integer>> positions = new HashMap<>();
        for (int g = 0; g < symbols.size(); g++) {
            positions.computeIfAbsent(symbols.get(g), name -> new ArrayList<>()).add(g);
        }
        for (int g = 0; g < ids.size(); g++) {
            positions.put(ids.get(g), List.of(g));
        }
        return Collections.unmodifiableMap(positions);
    }

    private static Map<String, String> symbols(List<String> table) {
        String[] header =
                (table.isEmpty() ? "" : table.get(0)).toLowerCase(Locale.ROOT).split("\t", -1);
        int symbol = column(header, SYMBOLS);
        if (symbol < 0 || column(header, IDS) < 0) {
            throw new UnreadableLine(
                    1,
                    "the columns " + String.join(", ", header),
                    "a column of symbols (symbol, gene_name, …) and one of ids (ensembl_id, entrez, probe, …), parted"
                            + " by tabs");
        }
        Map<String, String> symbols = new HashMap<>();
        for (int l = 1; l < table.size(); l++) {
            String[] fields = table.get(l).split("\t", -1);
            if (fields.length != header.length) {
                throw new UnreadableLine(l + 1, fields.length + " fields", header.length + ", as the first line has");
            }
            for (int c = 0; c < header.length; c++) {
                if (IDS.contains(header[c].strip()) && known(fields[c]) && known(fields[symbol])) {
                    symbols.putIfAbsent(unversioned(fields[c].strip()), fields[symbol].strip());
                }
            }
        }
        return symbols;
    }

    private static boolean known(String field) {
        return !field.isBlank() && !field.strip().equals("NA");
    }

    private static int column(String[] header, Set<String> names) {
        for (int c = 0; c < header.length; c++) {
            if (names.contains(header[c].strip())) {
                return c;
            }
        }
        return -1;
    }

    /** An Ensembl id without its version. */
    private static String unversioned(String id) {
        return id.startsWith("ENS") ? id.replaceFirst("\\.\\d+$", "") : id;
    }
}
