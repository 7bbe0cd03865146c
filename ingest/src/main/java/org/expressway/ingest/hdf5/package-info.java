/**
 * Matrices in HDF5: those of Cell Ranger and those of AnnData. What a file claims of its sizes is checked against this
 * process's memory and against the file itself before anything is read by it.
 */
@NullMarked
package org.expressway.ingest.hdf5;

import org.jspecify.annotations.NullMarked;
