/**
 * Quality control of one sample: each check gives its value, its threshold, a verdict and a reason.
 *
 * <p>A FAIL is rejected with its record, a FLAG travels with the sample. Missing (NaN) is never zero. Limits are learned
 * from the reference cohort and frozen in its profile; begin with {@code QualityCheck} and {@code LimitLearning}.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.qc;
