/**
 * Trains every recipe on one split, lets the validation side choose between them, and only then looks at the test side.
 */
@NullMarked
package org.expressway.trainer.choose;

import org.jspecify.annotations.NullMarked;
