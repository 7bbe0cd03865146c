/**
 * Charts of samples as they are scored, one for each site, instrument and lineage: an alarm where something has changed.
 *
 * <p>{@link org.expressway.scorer.drift.ObserveDrift} stands where samples are partitioned by sample, knows which it has seen,
 * and makes of a settled one what it adds to its chart;
 * {@link org.expressway.scorer.drift.AdvanceCharts} stands where all samples of a chart meet, and advances it. The science is
 * in {@code analysis/drift}; what charts are read against comes with the champion's bundle.
 */
@NullMarked
package org.expressway.scorer.drift;

import org.jspecify.annotations.NullMarked;
