/**
 * The life of a batch: provisional records while it is open, fits renewed as it doubles, one last fit at its close, final
 * records in slices, and late ones after that. {@link org.expressway.stream.batch.BatchLife} knows no Flink.
 */
@NullMarked
package org.expressway.stream.batch;

import org.jspecify.annotations.NullMarked;
