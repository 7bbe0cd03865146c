package org.expressway.ingest.simulate;

/**
 * The cohort's genes: baseline levels and the subtypes' programmes.
 *
 * <p>Genes are shuffled and put on a ring of {@code subtypes x 2/3 programmeGenes}; programme k takes programmeGenes
 * consecutive ones, so that it shares a third with each neighbour. A gene moves by its own signed amount in each of the
 * programmes that have it, in the same direction.
 */
final class GeneModel {
    private final int subtypes;
    private final double[] baseline;
    private final int[] gene;
    private final double[] effect;
    private final int stride;
    private final int programmeGenes;

    GeneModel(CohortSettings settings) {
        Biology biology = settings.biology();
        subtypes = settings.subtypes();
        programmeGenes = biology.programmeGenes();
        stride = programmeGenes - programmeGenes / 3;
        baseline = baseline(settings, Draws.at(settings.seed(), 1));
        gene = shuffled(settings.genes(), Draws.at(settings.seed(), 2));
        effect = effects(biology.programmeEffect(), Draws.at(settings.seed(), 3));
    }

    int genes() {
        return baseline.length;
    }

    /** Mean log2 count of a gene at library 1. */
    double baseline(int g) {
        return baseline[g];
    }

    /** Adds the programmes to a profile, each as strongly as it is active. */
    void express(double[] activity, double[] deviation) {
        for (int k = 0; k < subtypes; k++) {
            for (int i = 0; i < programmeGenes; i++) {
                int place = (k * stride + i) % effect.length;
                deviation[gene[place]] += activity[k] * effect[place];
            }
        }
    }

    private static double[] baseline(CohortSettings settings, Draws draws) {
        Biology biology = settings.biology();
        double[] baseline = new double[settings.genes()];
        for (int g = 0; g < baseline.length; g++) {
            double z = StrictMath.max(-2, StrictMath.min(2, draws.gaussian()));
            baseline[g] = biology.baselineMean() + biology.baselineSd() * z;
        }
        return baseline;
    }

    private static int[] shuffled(int n, Draws draws) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = draws.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private double[] effects(double size, Draws draws) {
        double[] effects = new double[subtypes * stride];
        for (int i = 0; i < effects.length; i++) {
            double sign = draws.uniform() < 0.5 ? -1 : 1;
            effects[i] = sign * size * (0.6 + 0.8 * draws.uniform());
        }
        return effects;
    }
}
