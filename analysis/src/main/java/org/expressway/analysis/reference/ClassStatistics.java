package org.expressway.analysis.reference;

/**
 * One class of the reference cohort.
 *
 * @param samples labelled samples of the class
 * @param centroid mean normalised log2 value per panel gene, NaN where no sample of the class has a value; not copied
 */
public record ClassStatistics(String label, int samples, double[] centroid) {}
