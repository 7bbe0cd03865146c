package org.expressway.ingest.expression;

import java.util.List;

/**
 * The gene ids of a table as they stand in the file; they may repeat where they are symbols.
 *
 * @param names a second name of each gene (symbols beside Ensembl ids), or empty
 * @param kind what the format says of them
 */
public record GeneColumn(List<String> ids, List<String> names, Kind kind) {
    /** What the rows of a format are. */
    public enum Kind {
        GENES,
        /** Estimates of transcripts that nobody has summed to genes. */
        TRANSCRIPTS,
        /** Ids that an array platform gave to its probes. */
        PROBES
    }

    public GeneColumn {
        ids = List.copyOf(ids);
        names = List.copyOf(names);
        if (!names.isEmpty() && names.size() != ids.size()) {
            throw new IllegalArgumentException(names.size() + " names for " + ids.size() + " genes");
        }
    }

    public static GeneColumn of(List<String> ids) {
        return new GeneColumn(ids, List.of(), Kind.GENES);
    }

    public int size() {
        return ids.size();
    }
}
