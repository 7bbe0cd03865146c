package org.expressway.ingest.gene;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.table.SheetTable;
import org.expressway.ingest.table.SheetTable.Row;

/**
 * The genes that a user knows: one row a gene with its Ensembl id, symbol and Entrez id, and retired symbols where the
 * table has them. An id that two rows claim means the first of them; a current symbol comes before a retired one.
 */
public final class GeneAnnotation {
    private static final Set<String> ENSEMBL = Set.of("ensembl_id", "ensembl_gene_id", "ensembl", "gene_id");
    private static final Set<String> SYMBOL =
            Set.of("symbol", "gene_name", "gene_symbol", "hgnc_symbol", "approved_symbol");
    private static final Set<String> ENTREZ =
            Set.of("entrez", "entrez_id", "entrezgene", "entrezgene_id", "ncbi_gene_id");
    private static final Set<String> ALIASES =
            Set.of("alias", "aliases", "alias_symbol", "prev_symbol", "previous_symbols", "alias_symbols", "synonyms");

    private final Map<String, Integer> ensembl = new HashMap<>();
    private final Map<String, Integer> symbols = new HashMap<>();
    private final Map<String, Integer> entrez = new HashMap<>();
    private final Map<String, Integer> aliases = new HashMap<>();
    private int size;

    private GeneAnnotation() {}

    /**
     * Reads a table with columns named {@code ensembl_id}, {@code symbol}, {@code entrez} (at least two of them, or the
     * names that Ensembl BioMart and HGNC give them) and possibly {@code aliases}, TSV or CSV, plain or gzip.
     */
    public static GeneAnnotation read(Path file) throws BadInput {
        SheetTable table = SheetTable.read(file);
        List<String> columns = table.columns().stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replace(' ', '_'))
                .toList();
        int ensembl = find(columns, ENSEMBL);
        int symbol = find(columns, SYMBOL);
        int entrez = find(columns, ENTREZ);
        if ((ensembl < 0 ? 0 : 1) + (symbol < 0 ? 0 : 1) + (entrez < 0 ? 0 : 1) < 2) {
            throw new BadInput(Fault.ofRow(
                    file,
                    1,
                    "columns " + table.columns(),
                    "an annotation with at least two of the columns ensembl_id, symbol and entrez",
                    "name the columns so, or export the table from Ensembl BioMart or HGNC with them"));
        }
        GeneAnnotation annotation = new GeneAnnotation();
        int alias = find(columns, ALIASES);
        for (Row row : table.rows()) {
            annotation.add(cell(row, ensembl), cell(row, symbol), cell(row, entrez), cell(row, alias));
        }
        return annotation;
    }

    /** The gene that an id of a kind means, from 0; -1 where it is unknown. */
    public int find(String id, GeneIdType type) {
        return switch (type) {
            case ENSEMBL, ENSEMBL_VERSIONED -> ensembl.getOrDefault(GeneIdType.unversioned(id), -1);
            case ENTREZ -> entrez.getOrDefault(id, -1);
            case SYMBOL, OTHER -> {
                int current = symbols.getOrDefault(id, -1);
                yield current >= 0 ? current : aliases.getOrDefault(id, -1);
            }
            case ENSEMBL_TRANSCRIPT, PROBE, OTHER_SPECIES -> -1;
        };
    }

    /** How many genes it has. */
    public int size() {
        return size;
    }

    private void add(String ensemblId, String symbol, String entrezId, String retired) {
        int gene = size++;
        claim(ensembl, GeneIdType.unversioned(ensemblId), gene);
        claim(symbols, symbol, gene);
        claim(entrez, entrezId, gene);
        for (String alias : retired.split("[|,;]", -1)) {
            claim(aliases, alias.strip(), gene);
        }
    }

    private static void claim(Map<String, Integer> ids, String id, int gene) {
        if (!id.isEmpty()) {
            ids.putIfAbsent(id, gene);
        }
    }

    private static String cell(Row row, int column) {
        String text = column < 0 ? "" : row.cells().get(column);
        return text.equals("NA") ? "" : text;
    }

    private static int find(List<String> columns, Set<String> names) {
        for (int i = 0; i < columns.size(); i++) {
            if (names.contains(columns.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
