/**
 * Whether a new model may serve: what a protocol asks, held against predictions on samples that nobody compared had
 * learned from. Pure: probabilities and labels in, a verdict with its reasons out.
 */
@NullMarked
package org.expressway.trainer.gate;

import org.jspecify.annotations.NullMarked;
