package org.expressway.e2e;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to send, and what may become of it.
 *
 * @param kind in words, for messages
 */
record Mutant(String kind, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, Destiny destiny) {
    /** What a platform may make of a record. */
    enum Destiny {
        /** A corrected sample, and no dead letter. */
        OUTPUT,
        /** One dead letter, and nothing else. */
        LETTER,
        /** Nothing: the same content was there before. */
        REPETITION,
        /** A corrected sample or one dead letter: what was changed at random may still mean something. */
        EITHER
    }

    Mutant(String kind, byte @Nullable [] key, byte @Nullable [] value, Destiny destiny) {
        this(kind, key, value, List.of(), destiny);
    }
}
