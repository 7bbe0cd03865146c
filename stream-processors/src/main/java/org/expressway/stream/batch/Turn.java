package org.expressway.stream.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.topic.Keys;

/**
 * One event in the life of a batch: whose it is, what the batch holds, when it is, and where to speak.
 *
 * @param batchKey site/batchId
 * @param runningSince when this process began to hear events; while it did not run, no batch was quiet
 */
record Turn(String batchKey, BatchMembers members, Instant now, Instant runningSince, BatchOutput out) {
    void wakeIn(Duration delay) {
        out.wakeAt(now.plus(delay));
    }

    /** Publishes the members of the batch as the job knows them, and what was declared of it. */
    void closed(List<String> members, ClosedBy by, ClassMix declared) {
        out.manifest(RunManifest.newBuilder()
                .setSite(Keys.site(batchKey))
                .setBatchId(Keys.id(batchKey))
                .setState(RunState.CLOSED)
                .setMemberSampleIds(members)
                .setClosedBy(by)
                .setClassMix(declared)
                .setAt(now)
                .build());
    }
}
