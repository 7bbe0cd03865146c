/**
 * The folder of a 10x Genomics run (Cell Ranger 3 and before): a MatrixMarket file of counts, its rows named by a table
 * of features and its columns by a table of barcodes, each plain or gzip.
 */
@NullMarked
package org.expressway.ingest.tenx;

import org.jspecify.annotations.NullMarked;
