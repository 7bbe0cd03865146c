package org.expressway.trainer.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another trainer works on the same store. */
public final class StoreInUse extends IOException {
    private static final long serialVersionUID = 1L;

    StoreInUse(Path folder) {
        super("another trainer is at work on " + folder
                + "; wait for its end, or ask a trainer that serves with: expressway train --request");
    }
}
