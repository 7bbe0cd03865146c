package org.expressway.analysis.normalize;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Lengths of genes in bases, by gene id. */
public record GeneLengths(Map<String, Double> bases) implements Serializable {
    private static final int EXAMPLES = 3;

    public GeneLengths {
        bases = Map.copyOf(bases);
    }

    /**
     * The lengths in a panel's order.
     *
     * @throws IllegalArgumentException when a gene of the panel has none: a gene left out would change the sum behind
     *     the TPM of all others
     */
    public double[] of(List<String> genes) {
        List<String> without =
                genes.stream().filter(gene -> !bases.containsKey(gene)).toList();
        if (!without.isEmpty()) {
            throw new IllegalArgumentException("no length for " + without.size() + " of the " + genes.size()
                    + " genes of the panel, such as "
                    + String.join(", ", without.subList(0, Math.min(EXAMPLES, without.size())))
                    + "; give one for every gene, under the ids that the panel has");
        }
        return genes.stream().mapToDouble(bases::get).toArray();
    }
}
