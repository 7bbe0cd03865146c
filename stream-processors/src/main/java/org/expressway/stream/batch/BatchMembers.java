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

    /** Remembered for ever. */
    void withdraw(String sampleId, Instant at);

    /** When a sample was withdrawn; null where it was not. */
    @Nullable
    Instant withdrawnAt(String sampleId);

    /**
     * Remembers whose values these are.
     *
     * @return the sample that was remembered for the same values before, if it is another one
     */
    @Nullable
    String firstWithValues(String valuesSha256, String sampleId);

    /** Forgets whose values are whose and looks again in the order of the ids, so that order of arrival leaves no trace. */
    void indexValues(List<String> sampleIds);

    /** Forgets held samples, refusals and values: after a batch has closed its state record and the withdrawals are left. */
    void clear();
}
