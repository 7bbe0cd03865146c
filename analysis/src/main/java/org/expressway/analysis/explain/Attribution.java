package org.expressway.analysis.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A change of the margin, dealt to genes.
 *
 * @param contributions one a gene, in logits
 * @param marginChange margin at the sample minus margin at the baseline
 * @param total sum of the contributions
 * @param steps nodes between the two
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Attribution(double[] contributions, double marginChange, double total, int steps) {
    /** |total − marginChange| / |marginChange|; 0 where nothing changed and nothing is claimed to, infinite where something is. */
    public double completenessGap() {
        double difference = Math.abs(total - marginChange);
        return difference == 0 ? 0 : difference / Math.abs(marginChange);
    }

    /** Whether the contributions are the margin's change, up to what is allowed; never where one of them is no number. */
    public boolean complete() {
        return completenessGap() <= IntegratedGradients.ALLOWED;
    }

    /** The genes with the largest contributions of either sign, largest first; of equals the first of the panel. Zeros are left out. */
    public int[] largest(int k) {
        return IntStream.range(0, contributions.length)
                .filter(g -> contributions[g] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer g) -> -Math.abs(contributions[g])))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Per set the sum over its genes; a gene of several sets counts in each, so sets do not add up to the total. */
    public double[] over(List<int[]> sets) {
        return sets.stream().mapToDouble(this::over).toArray();
    }

    /** Sum over these genes. */
    public double over(int[] genes) {
        double sum = 0;
        for (int gene : genes) {
            sum += contributions[gene];
        }
        return sum;
    }
}
