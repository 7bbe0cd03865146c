/**
 * What every reader of a laboratory's files says to its caller: progress while it works, and all faults of a file at
 * once when the file cannot be used. The packages below read tables, matrices and sample sheets, simulate a cohort and
 * publish; dependencies run {@code table <- matrix <- sheet <- publish}, and {@code simulate} stands alone.
 */
@NullMarked
package org.expressway.ingest;

import org.jspecify.annotations.NullMarked;
