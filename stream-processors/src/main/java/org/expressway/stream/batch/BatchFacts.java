package org.expressway.stream.batch;

import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.topic.Keys;
import org.expressway.stream.audit.KeepChain;

/** What goes on record of the decisions about a batch. */
final class BatchFacts {
    private BatchFacts() {}

    /** The close, and where the guard left the batch as it is, that too. */
    static List<AuditFact> closed(BatchState state, FitBook.Fit fit, Turn turn) {
        AuditFact closed = of(AuditKind.BATCH_CLOSED, turn.batchKey(), turn)
                .with("referenceId", state.getReferenceId())
                .with("epoch", state.getEpoch())
                .with("fitId", fit.id())
                .with("mode", fit.mode())
                .with("members", state.getMembers().size())
                .with("membersSha256", Sha256.of(String.join("\n", state.getMembers())));
        if (fit.mode() != CorrectionMode.CONFOUNDED) {
            return List.of(closed);
        }
        AuditFact refused = of(AuditKind.GUARD_REFUSED, turn.batchKey(), turn)
                .with("fitId", fit.id())
                .with("why", fit.correction().reason());
        return List.of(closed, refused);
    }

    static AuditFact withdrawn(String sampleId, Turn turn) {
        return of(AuditKind.WITHDRAWAL_APPLIED, Keys.site(turn.batchKey()) + "/" + sampleId, turn)
                .with("batch", turn.batchKey());
    }

    private static AuditFact of(AuditKind kind, String subject, Turn turn) {
        return new AuditFact(kind, subject, KeepChain.WRITER, turn.now());
    }
}
