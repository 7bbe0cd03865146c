package org.expressway.analysis.explain;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Integrated gradients (Sundararajan, Taly &amp; Yan 2017, ICML): the contribution of gene g to the change of the margin F from
 * a baseline b to a sample x is
 *
 * <pre>
 *   IG_g = (x_g − b_g) · ∫₀¹ ∂F/∂x_g (b + t (x − b)) dt,       Σ_g IG_g = F(x) − F(b)
 * </pre>
 *
 * <p>The equality is what makes it a partition of the margin and is also how its error is seen. A network of ReLUs has a
 * piecewise constant gradient along the line, which no quadrature integrates exactly, so the nodes are doubled from {@value
 * #FEWEST} until |Σ IG − ΔF| / |ΔF| is at most {@value #ALLOWED}, or there are {@value #MOST}; then the result stands as it is and
 * says that it is not complete. Gradients are summed before they are multiplied, so a node costs a pass through the network
 * and no array of genes.
 */
public final class IntegratedGradients {
    /** Gauss-Legendre nodes to begin with. */
    public static final int FEWEST = 32;

    /** Nodes after which nothing is gained any more. */
    public static final int MOST = 512;

    /** Largest completeness gap of a complete attribution. */
    public static final double ALLOWED = .01;

    private static final Map<Integer, GaussLegendre> RULES = new ConcurrentHashMap<>();

    private IntegratedGradients() {}

    /**
     * The margin's change, dealt to the genes.
     *
     * @param baseline one value a gene, none missing
     * @param values as the baseline
     */
    public static Attribution of(MarginPath path, float[] baseline, float[] values, Margin margin) {
        if (baseline.length != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values, but a baseline of " + baseline.length + " genes");
        }
        Attribution attribution = with(FEWEST, path, baseline, values, margin);
        while (!attribution.complete() && attribution.steps() < MOST) {
            attribution = with(2 * attribution.steps(), path, baseline, values, margin);
        }
        return attribution;
    }

    private static Attribution with(int steps, MarginPath path, float[] baseline, float[] values, Margin margin) {
        GaussLegendre rule = RULES.computeIfAbsent(steps, GaussLegendre::of);
        // The ends are asked along with the nodes: one run, and they weigh nothing.
        double[] positions = Arrays.copyOf(rule.nodes(), steps + 2);
        positions[steps + 1] = 1;
        double[] weights = Arrays.copyOf(rule.weights(), steps + 2);
        MarginPath.Slopes slopes = path.along(baseline, values, positions, weights, margin);
        double[] contributions = new double[values.length];
        double total = 0;
        for (int g = 0; g < contributions.length; g++) {
            contributions[g] = ((double) values[g] - baseline[g]) * slopes.gradient()[g];
            total += contributions[g];
        }
        double change = slopes.margins()[steps + 1] - slopes.margins()[steps];
        return new Attribution(contributions, change, total, steps);
    }
}
