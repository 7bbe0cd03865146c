package org.expressway.schemas.compatibility;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** FULL compatibility: each of two schemas reads what the other wrote. */
final class Compatibility {
    private Compatibility() {}

    /** What stands in the way; empty where they are compatible. */
    static List<String> faults(Schema now, Schema before) {
        List<String> faults = new ArrayList<>();
        add(faults, "the new schema does not read what the old one wrote", now, before);
        add(faults, "the old schema does not read what the new one writes", before, now);
        return faults;
    }

    private static void add(List<String> faults, String what, Schema reader, Schema writer) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult()
                    .getIncompatibilities()
                    .forEach(fault -> faults.add(
                            what + ": " + fault.getType() + " at " + fault.getLocation() + ": " + fault.getMessage()));
        }
    }
}
