/**
 * What the trainer has read of the topics, on its own disk: profiles in files of fixed-width rows, everything else in a
 * catalogue that is replaced as a whole. Memory follows the number of samples, never that of their values.
 */
@NullMarked
package org.expressway.trainer.store;

import org.jspecify.annotations.NullMarked;
