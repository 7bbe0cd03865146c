package org.expressway.schemas.audit;

/** What can be decided. On the wire a kind is text: what a newer writer decides, an older reader still shows. */
public enum AuditKind {
    /** A batch was closed and its last fit made; subject site/batch. */
    BATCH_CLOSED,
    /** The guard left a closed batch uncorrected, since it cannot be told from biology; subject site/batch. */
    GUARD_REFUSED,
    /** The job acted on a withdrawal; subject site/sample. */
    WITHDRAWAL_APPLIED,
    /** Somebody withdrew a sample; subject site/sample. */
    SAMPLE_WITHDRAWN,
    /** Somebody, or a laboratory's system, closed a run; subject site/batch. */
    RUN_CLOSE_ASKED,
    /** A reference became the active one; subject referenceId. */
    REFERENCE_ACTIVATED,
    /** A model became challenger; subject bundle. */
    MODEL_RELEASED,
    /** A model became champion; subject bundle. */
    MODEL_PROMOTED,
    /** The champion before became champion again; subject bundle. */
    MODEL_ROLLED_BACK,
    /** A model did not pass its gate; subject bundle. */
    MODEL_REFUSED,
    /** A scorer's task scored its first sample with another champion than before; subject bundle. */
    CHAMPION_SERVES,
    /** A scorer's task could not use a released bundle; subject bundle. */
    BUNDLE_REFUSED,
    /** How many predictions a scorer's task made since its last such event, and a digest of their ids; subject topic/partition. */
    PREDICTIONS_MADE,
    /** A person's signature under a call was taken; subject site/sample. */
    CALL_SIGNED,
    /** A signed call is another one now, and its signer was told; subject site/sample. */
    CALL_AMENDED,
    /** A sample was scored again because a person asked; subject site/sample. */
    SCORED_AGAIN,
    /** Refused records were sent again; subject the replay's id. */
    RECORDS_REDRIVEN,
    /** Somebody answers for a drift alarm; subject the alert's id. */
    DRIFT_ACKNOWLEDGED,
    /** All chains' heads were signed; subject the anchor's digest. */
    ANCHORED
}
