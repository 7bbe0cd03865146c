package org.expressway.stream.batch;

import java.time.Instant;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.RunManifest;

/** What a batch says, and when it wants to be woken. */
interface BatchOutput {
    void corrected(CorrectedSample sample);

    void manifest(RunManifest manifest);

    void wakeAt(Instant time);
}
