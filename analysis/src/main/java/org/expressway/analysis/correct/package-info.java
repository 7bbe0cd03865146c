/**
 * Batch correction in flight: ComBat with a reference batch, from sufficient statistics, and bridging controls.
 *
 * <p>{@link org.expressway.analysis.correct.BatchCorrector} decides how a batch is corrected. {@link
 * org.expressway.analysis.correct.GeneMoments} accumulates what it has shown, {@link
 * org.expressway.analysis.correct.Combat} fits it in a {@link org.expressway.analysis.correct.Frame}, controls join in a
 * posterior, and a {@link org.expressway.analysis.correct.SampleCorrection} applies the fit to one sample.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.correct;
