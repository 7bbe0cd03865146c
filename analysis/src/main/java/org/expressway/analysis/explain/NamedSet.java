package org.expressway.analysis.explain;

import java.util.List;

/** A set of genes as a file names them. */
public record NamedSet(String name, List<String> genes) {
    public NamedSet {
        genes = List.copyOf(genes);
    }
}
