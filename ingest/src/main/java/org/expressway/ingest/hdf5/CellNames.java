package org.expressway.ingest.hdf5;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.table.NameRule;

/** Names of cells or samples as a file has them, refused where they cannot be ids. */
final class CellNames {
    private CellNames() {}

    static List<String> checked(HdfTree tree, String at, String[] names) throws BadInput {
        Map<String, Integer> placeOf = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            Integer earlier = placeOf.putIfAbsent(names[i], i);
            String objection = NameRule.KEY_PART
                    .objectionTo(names[i])
                    .orElse(earlier == null ? "" : "the name of place " + earlier + " again");
            if (!objection.isEmpty()) {
                throw tree.fault(
                        objection + " at place " + i + " of /" + at + ": " + Fault.quoted(names[i]),
                        NameRule.KEY_PART.text() + ", each once",
                        "make the names unique (obs_names_make_unique) and write the file again");
            }
        }
        return List.of(names);
    }
}
