/**
 * Has something changed: charts of samples as they come, one chart for each site, instrument and lineage.
 *
 * <p>{@link org.expressway.analysis.drift.DriftCalibration} learns a
 * {@link org.expressway.analysis.drift.DriftReference} from three disjoint sets of subjects; it turns a sample into an
 * {@link org.expressway.analysis.drift.Observation}, by which a {@link org.expressway.analysis.drift.ChartState}
 * advances; {@link org.expressway.analysis.drift.AlarmRule} says when an alarm is raised and cleared,
 * {@link org.expressway.analysis.drift.Diagnosis} what it is likely to mean. Channels are compared by their tail
 * probabilities in control.
 */
@NullMarked
package org.expressway.analysis.drift;

import org.jspecify.annotations.NullMarked;
