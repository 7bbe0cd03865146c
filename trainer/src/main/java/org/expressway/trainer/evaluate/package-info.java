/** Figures of a classifier on samples it has not learned from. Natural logarithms; shares between 0 and 1. */
@NullMarked
package org.expressway.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
