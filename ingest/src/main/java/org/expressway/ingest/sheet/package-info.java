/**
 * Reads sample sheets: finds out which column says what, checks every cell that becomes part of a record, and joins the
 * sheet to a matrix so that no sample is without a row and no row without a sample.
 */
@NullMarked
package org.expressway.ingest.sheet;

import org.jspecify.annotations.NullMarked;
