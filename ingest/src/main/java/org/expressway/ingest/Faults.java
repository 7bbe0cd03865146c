package org.expressway.ingest;

import java.util.ArrayList;
import java.util.List;

/** Collects the faults of an input, so that a person mends them all in one go. Mutable; one per reading. */
public final class Faults {
    /** So many are shown; a reader that has found as many stops. */
    public static final int SHOWN = 20;

    private final List<Fault> found = new ArrayList<>();
    private boolean more;

    public void add(Fault fault) {
        if (full()) {
            more = true;
        } else {
            found.add(fault);
        }
    }

    /** Takes over what another reading found, so that both come in one report. */
    public void addAll(BadInput other) {
        other.faults().forEach(this::add);
    }

    /** Whether reading on is pointless. */
    public boolean full() {
        return found.size() >= SHOWN;
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws all that was found; does nothing where nothing was. */
    public void raise() throws BadInput {
        if (!found.isEmpty()) {
            throw new BadInput(found, more || full());
        }
    }
}
