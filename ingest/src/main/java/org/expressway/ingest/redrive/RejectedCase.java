package org.expressway.ingest.redrive;

import java.util.List;
import org.expressway.schemas.avro.Redrive;

/**
 * What became of one record that was refused, through all its redrives.
 *
 * @param id its first origin
 * @param letter the newest
 * @param redrives the markers of its redrives, oldest first
 */
public record RejectedCase(String id, Letter letter, List<Redrive> redrives, State state) {
    /** Where a case stands. */
    public enum State {
        /** Its newest letter has not been answered. */
        OPEN,
        /** It was sent again, and nobody has come to it yet. */
        REDRIVEN,
        /** It was sent again, and whoever reads there has passed it without another letter. */
        RESOLVED
    }

    public RejectedCase {
        redrives = List.copyOf(redrives);
    }

    public int redriveCount() {
        return redrives.size();
    }
}
