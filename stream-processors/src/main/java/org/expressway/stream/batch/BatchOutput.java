package org.expressway.stream.batch;

import java.time.Instant;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;

/** What a batch says, and when it wants to be woken. */
interface BatchOutput {
    void corrected(CorrectedSample sample);

    /** Readers of the corrected topic forget the sample. */
    void withdrawn(String sampleId);

    void rejected(AdmittedSample sample, RejectionReason reason, String message);

    /** Goes on record, in the order said. */
    void decided(AuditFact fact);

    void manifest(RunManifest manifest);

    void wakeAt(Instant time);
}
