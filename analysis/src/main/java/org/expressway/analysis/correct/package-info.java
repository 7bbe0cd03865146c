/**
 * Batch correction in flight: ComBat with a reference batch, from sufficient statistics.
 *
 * <p>{@link org.expressway.analysis.correct.GeneMoments} accumulates what a batch has shown, {@link
 * org.expressway.analysis.correct.Combat} fits it against the frozen {@link
 * org.expressway.analysis.correct.ReferenceMoments}, and {@link org.expressway.analysis.correct.Correction} applies the
 * fit to one sample.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.correct;
