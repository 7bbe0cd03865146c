/**
 * Reads a laboratory's genes x samples table into memory, sample by sample, as float32. A table with any fault gives
 * nothing but the list of its faults.
 */
@NullMarked
package org.expressway.ingest.matrix;

import org.jspecify.annotations.NullMarked;
