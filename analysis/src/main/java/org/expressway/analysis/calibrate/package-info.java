/**
 * What turns a classifier's probabilities into statements one can hold it to: a temperature, conformal prediction sets,
 * and how strange a sample is beside those it was learned on.
 *
 * <p>Everything here is learned from samples that the classifier has not learned from, and is a pure function of them. The
 * trainer learns it; evaluation and scoring apply the same code.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.calibrate;
