package org.expressway.trainer.features;

/**
 * Genes that belong together.
 *
 * @param genes ascending positions among the genes a model is given
 */
public record Module(String name, int[] genes) {}
