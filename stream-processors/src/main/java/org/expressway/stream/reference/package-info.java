/**
 * Builds a reference profile from the published samples of some batches, in one operator and in one order, so that the
 * same samples give the same bytes.
 */
@NullMarked
package org.expressway.stream.reference;

import org.jspecify.annotations.NullMarked;
