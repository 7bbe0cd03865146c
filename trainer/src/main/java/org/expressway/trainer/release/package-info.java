/** A chosen model as an immutable bundle in the artifact store, and its announcement, always in that order. */
@NullMarked
package org.expressway.trainer.release;

import org.jspecify.annotations.NullMarked;
