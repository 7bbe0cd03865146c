package org.expressway.stream.batch;

import java.util.List;
import org.expressway.schemas.avro.AdmittedSample;

/** The samples that an open batch holds, and those that were refused: keyed state, seen without Flink. */
interface BatchMembers {
    void hold(AdmittedSample sample);

    AdmittedSample held(String sampleId);

    boolean holds(String sampleId);

    /** Ids of the held samples, sorted. */
    List<String> heldIds();

    void refuse(String sampleId);

    boolean refused(String sampleId);

    /** Forgets held samples and refusals: after a batch has closed only its state record is left. */
    void clear();
}
