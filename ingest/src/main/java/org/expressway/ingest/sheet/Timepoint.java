package org.expressway.ingest.sheet;

import org.jspecify.annotations.Nullable;

/**
 * A time within an experiment.
 *
 * @param unit minute, hour, day or week where the column's header says so, else null
 */
public record Timepoint(double value, @Nullable String unit) {}
