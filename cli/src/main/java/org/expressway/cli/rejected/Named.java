package org.expressway.cli.rejected;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.expressway.ingest.redrive.RejectedCase;

/** Cases by their ids. */
final class Named {
    private Named() {}

    /** @throws IllegalArgumentException where one is not there */
    static List<RejectedCase> of(List<String> ids, List<RejectedCase> all) {
        Set<String> unknown = new LinkedHashSet<>(ids);
        List<RejectedCase> found =
                all.stream().filter(each -> unknown.remove(each.id())).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no dead letter has the id " + String.join(", ", unknown)
                    + "; `expressway rejected list` shows those there are (they are kept for 30 days)");
        }
        return found;
    }
}
