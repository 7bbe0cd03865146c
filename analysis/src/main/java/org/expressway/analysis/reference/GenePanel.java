package org.expressway.analysis.reference;

import java.util.List;
import org.expressway.analysis.qc.MarkerGenes;

/**
 * The genes that values follow.
 *
 * @param id of the panel
 * @param geneIds in the panel's order; empty where they are not known
 */
public record GenePanel(String id, List<String> geneIds) {
    public GenePanel {
        geneIds = List.copyOf(geneIds);
    }

    void requireGenes(int genes) {
        if (!geneIds.isEmpty() && geneIds.size() != genes) {
            throw new IllegalArgumentException("the panel " + id + " has " + geneIds.size()
                    + " genes where the samples have " + genes + " values; align all samples to the panel");
        }
    }

    MarkerGenes markers() {
        return MarkerGenes.in(geneIds);
    }
}
