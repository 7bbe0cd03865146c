package org.expressway.stream.batch;

import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.AdmittedSample;
import org.jspecify.annotations.Nullable;

/** The samples that an open batch holds, and those that were refused: keyed state, seen without Flink. */
interface BatchMembers {
    void hold(AdmittedSample sample);

    AdmittedSample held(String sampleId);

    boolean holds(String sampleId);

    /** Ids of the held samples, sorted. */
    List<String> heldIds();

    /** Forgets a held sample. */
    void release(String sampleId);

    void refuse(String sampleId);

    boolean refused(String sampleId);

    /** Remembers, over the close, that an admitted sample was refused by its batch. */
    void turnAway(String sampleId);

    /** @return whether it was remembered as turned away */
    boolean forgetTurnedAway(String sampleId);

    /** Remembered for ever. */
    void withdraw(String sampleId, Instant at);

    /** When a sample was withdrawn; null where it was not. */
    @Nullable
    Instant withdrawnAt(String sampleId);

    /** Forgets held samples and refusals: after a batch has closed its state record, withdrawals and who was turned away are left. */
    void clear();
}
