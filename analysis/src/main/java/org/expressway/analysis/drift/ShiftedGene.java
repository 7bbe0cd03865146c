package org.expressway.analysis.drift;

/**
 * A gene that has moved.
 *
 * @param gene place in the panel
 * @param shift moving average of its deviation, in standard deviations within the classes; it lags behind the true
 *     shift
 * @param falseDiscoveryRate by Benjamini and Hochberg over all genes of the panel
 */
public record ShiftedGene(int gene, double shift, double falseDiscoveryRate) {}
