/**
 * Single cells to blocks: a file of a capture's counts is aligned to a panel, cut into sparse blocks that a record can
 * carry, and published. A capture is one loading of cells; a barcode names one cell in it.
 */
@NullMarked
package org.expressway.ingest.cells;

import org.jspecify.annotations.NullMarked;
