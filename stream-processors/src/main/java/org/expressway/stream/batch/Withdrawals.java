package org.expressway.stream.batch;

import java.time.Instant;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.stream.past.Past;
import org.jspecify.annotations.Nullable;

/** Which samples of a batch are withdrawn: what the job has met, and what had been said when it was started. */
final class Withdrawals {
    private final Past past;

    Withdrawals(Past past) {
        this.past = past;
    }

    /** A withdrawn sample is never said again. */
    boolean hides(String sampleId, Turn turn) {
        return at(sampleId, turn) != null;
    }

    /** Withdrawn, and no member of the batch either. */
    boolean leavesOut(String sampleId, Turn turn) {
        return hides(sampleId, turn) && !staysBehindTheFit(sampleId, turn);
    }

    /** The batch had been closed with it before: deriving the batch again, its values still count. */
    boolean staysBehindTheFit(String sampleId, Turn turn) {
        Past.Withdrawn known = past.withdrawn(turn.batchKey(), sampleId);
        return known != null && known.afterClose();
    }

    /** A sample that was published although it had been withdrawn is a mistake that somebody should know of. */
    void refuse(AdmittedSample sample, Turn turn) {
        Instant withdrawn = at(sample.getSample().getSampleId(), turn);
        if (withdrawn != null && sample.getPublishedAt().isAfter(withdrawn)) {
            turn.members().turnAway(sample.getSample().getSampleId());
            turn.out()
                    .rejected(
                            sample,
                            RejectionReason.WITHDRAWN,
                            "the sample was withdrawn at " + withdrawn
                                    + ", before this record was published; a withdrawal is never taken back: give the"
                                    + " sample another id");
        }
    }

    private @Nullable Instant at(String sampleId, Turn turn) {
        Instant met = turn.members().withdrawnAt(sampleId);
        if (met != null) {
            return met;
        }
        Past.Withdrawn known = past.withdrawn(turn.batchKey(), sampleId);
        return known == null ? null : known.at();
    }
}
