package org.expressway.cli.file;

import java.util.List;

/** How a batch is brought onto the reference. */
sealed interface BatchMethod permits AsInTheStream, AsInR {
    /** Corrects the members' values in their place, and says what was done; the members come in the order of their ids. */
    Outcome correct(String batch, List<Member> members);
}
