/**
 * {@code expressway rejected}: what could not be processed, its original bytes, and how it is sent again once its fault is
 * mended.
 */
@NullMarked
package org.expressway.cli.rejected;

import org.jspecify.annotations.NullMarked;
