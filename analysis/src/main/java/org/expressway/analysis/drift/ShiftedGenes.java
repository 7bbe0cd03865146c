package org.expressway.analysis.drift;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which genes of a chart have moved, at a false discovery rate of {@value #RATE}. */
final class ShiftedGenes {
    private static final double RATE = .05;
    /** Below it a tail probability is above the rate, and need not be worked out. */
    private static final double NEAR = 1.9;

    private ShiftedGenes() {}

    /**
     * Names genes, the farthest first.
     *
     * @param latent the axes whose places the chart averages apart; put together again here
     */
    static List<ShiftedGene> of(ChartState chart, LatentFrame latent) {
        float[] averages = latent.joined(chart.moving().latent, chart.moving().genes);
        double sd = Math.sqrt(chart.variance());
        double[] p = new double[averages.length];
        for (int g = 0; g < p.length; g++) {
            double z = averages[g] / sd;
            p[g] = Math.abs(z) < NEAR ? 1 : NormalTail.twoSided(z);
        }
        double[] rates = FalseDiscovery.rates(p, RATE);
        return IntStream.range(0, averages.length)
                .filter(g -> rates[g] <= RATE)
                .mapToObj(g -> new ShiftedGene(g, averages[g], rates[g]))
                .sorted(Comparator.comparingDouble(gene -> -Math.abs(gene.shift())))
                .toList();
    }
}
