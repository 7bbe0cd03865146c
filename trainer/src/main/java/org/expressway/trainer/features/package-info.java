/**
 * Which genes a model is given, chosen inside the fold: from the training side alone, and without its labels.
 *
 * <p>A model still takes the whole panel; its first step picks the chosen genes.
 */
@NullMarked
package org.expressway.trainer.features;

import org.jspecify.annotations.NullMarked;
