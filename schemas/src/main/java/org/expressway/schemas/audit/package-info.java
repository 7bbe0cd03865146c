/**
 * What was decided, by whom, so that nobody can change or drop it unseen: one hash chain a writer, and anchors that sign
 * how long each chain was at a time. {@link org.expressway.schemas.audit.AuditChain} is the essay; nothing here knows
 * Kafka, and RATIONALE.md says what this protects against.
 */
@NullMarked
package org.expressway.schemas.audit;

import org.jspecify.annotations.NullMarked;
