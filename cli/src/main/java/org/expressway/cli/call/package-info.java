/**
 * Signing calls: a person's name under a prediction, bound by its hash, and what became of signed calls since.
 */
@NullMarked
package org.expressway.cli.call;

import org.jspecify.annotations.NullMarked;
