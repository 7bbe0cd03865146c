package org.expressway.analysis.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Genes of a panel that belong together.
 *
 * @param collection where it comes from
 * @param genes ascending positions in the panel
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GeneSet(String collection, String name, int[] genes) {
    /** Genes of the panel below which a set says nothing of its own. */
    public static final int LEAST = 3;

    /** The named sets with those of their genes that the panel has; sets with fewer than {@value #LEAST} are left out. */
    public static List<GeneSet> in(GeneNames panel, String collection, List<NamedSet> named) {
        Map<String, List<Integer>> positions = panel.positions();
        List<GeneSet> sets = new ArrayList<>();
        for (NamedSet set : named) {
            int[] genes = set.genes().stream()
                    .flatMap(gene -> positions.getOrDefault(gene, List.of()).stream())
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .distinct()
                    .toArray();
            if (genes.length >= LEAST) {
                sets.add(new GeneSet(collection, set.name(), genes));
            }
        }
        return sets;
    }
}
