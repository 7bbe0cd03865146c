/**
 * The HTTP door for a laboratory's information system (LIMS):
 *
 * <pre>
 *   request ─ Bearer ─ RequestBody ─ IdempotencyJournal ─ intake of samples, labels, run closes ─► Kafka ─ acknowledged ─► answer
 *                                                           └ Problem: the same faults as a file's
 * </pre>
 *
 * <p>An answer of success is given only after every record has been acknowledged by all in-sync replicas.
 */
@NullMarked
package org.expressway.ingest.gateway;

import org.jspecify.annotations.NullMarked;
