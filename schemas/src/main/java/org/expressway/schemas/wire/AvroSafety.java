package org.expressway.schemas.wire;

import org.apache.avro.util.ClassSecurityValidator;
import org.expressway.schemas.avro.Origin;

/**
 * What Avro may build and how much it may allocate. It has to be said before Avro is first used: building a record whose
 * enum takes its default already needs the trust. So every main calls it first, and so does every codec.
 */
public final class AvroSafety {
    private static final String OURS = "org.expressway.schemas.avro";

    private AvroSafety() {}

    /** Safe to call again. A limit that an operator has set as a system property stands. */
    public static synchronized void apply() {
        limit("org.apache.avro.limits.string.maxLength", 1 << 20);
        limit("org.apache.avro.limits.bytes.maxLength", 256 << 20);
        limit("org.apache.avro.limits.collectionItems.maxLength", 16 << 20);
        ClassSecurityValidator.ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        if (!before.isTrusted(Origin.class)) {
            // Not by system property: Avro reads it when its class is loaded, which may be before this.
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(before, AvroSafety::isOurs));
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(OURS);
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
