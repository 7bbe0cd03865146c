/**
 * Single cells in flight: blocks of a capture are checked as a whole, each cell is judged by its barcode and normalised
 * to CP10k-log1p without its zeros ever being written out. The science is {@code analysis}; what is kept of a capture is
 * a digest a block.
 */
@NullMarked
package org.expressway.stream.cells;

import org.jspecify.annotations.NullMarked;
