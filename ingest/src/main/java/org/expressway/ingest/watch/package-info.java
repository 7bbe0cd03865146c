/**
 * Watches a folder into which laboratories put their deliveries:
 *
 * <pre>
 *   Arrivals ─ Settling ─ Fingerprint ─ Intake (publish) ─ WatchJournal ─ Handover: done/NAME or refused/NAME, with a report
 * </pre>
 *
 * <p>The folder is looked at again and again, since network shares tell nobody of a change. A delivery whose content has
 * been sent is never sent again, whatever ends the process in between.
 */
@NullMarked
package org.expressway.ingest.watch;

import org.jspecify.annotations.NullMarked;
