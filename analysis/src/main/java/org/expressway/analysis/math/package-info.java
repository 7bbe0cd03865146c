/**
 * The few numerical primitives that the science stands on.
 *
 * <p>Everything here gives the same bits on every machine: only IEEE additions, multiplications and divisions in a
 * fixed order, and {@link java.lang.StrictMath} where an exponential is needed.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.math;
