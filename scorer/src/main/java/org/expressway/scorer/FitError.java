package org.expressway.scorer;

/**
 * What a fit leaves unknown.
 *
 * @param fitId its digest
 * @param variance of the corrected values, log2 units squared, per gene of the panel
 */
record FitError(String fitId, double[] variance) {}
