/**
 * What a classifier's raw outputs mean.
 *
 * <p>Models are trained and run elsewhere; here are the formulas that turn their logits into reported numbers.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.classify;
