package org.expressway.schemas.topic;

import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseDecision;

/** What goes on record of a decision about a model, whoever makes it. */
public final class DecisionFacts {
    private DecisionFacts() {}

    /** @param release the model as it stood when it was decided about */
    public static AuditFact of(ReleaseDecision decision, ModelRelease release) {
        return new AuditFact(kind(decision.getAction()), release.getBundleSha256(), decision.getBy(), decision.getAt())
                .with("model", release.getModel())
                .with("referenceId", release.getReferenceId())
                .with("report", decision.getReportSha256())
                .with("why", decision.getWhy());
    }

    private static AuditKind kind(ReleaseAction action) {
        return switch (action) {
            case PROMOTED -> AuditKind.MODEL_PROMOTED;
            case ROLLED_BACK -> AuditKind.MODEL_ROLLED_BACK;
            case REFUSED -> AuditKind.MODEL_REFUSED;
            default -> AuditKind.MODEL_RELEASED;
        };
    }
}
