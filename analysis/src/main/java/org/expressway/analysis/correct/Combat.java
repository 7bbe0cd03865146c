package org.expressway.analysis.correct;

/**
 * ComBat with a reference batch (Johnson, Li and Rabinovic 2007, Biostatistics 8:118; the {@code ref.batch} form of sva
 * 3.46.0), from sufficient statistics.
 *
 * <p>sva needs the whole matrix; its result depends on a batch only through n, mean and sum of squares per gene, so a
 * stream that keeps these three gets the same numbers. Everything below is per gene, in units of the reference's
 * standard deviation (divisor n):
 *
 * <pre>
 * g^ = (mean - grand)/sqrt(vp)    SS = M2/vp    d^ = SS/(n-1)
 * gbar, tau2 = mean and variance of g^ over genes;  A, B from mean and variance of d^
 * repeat  g' = (n tau2 g^ + d gbar)/(n tau2 + d)
 *         d' = ((SS + n (g^ - g')²)/2 + B)/(n/2 + A - 1)
 * until   max over all genes of (|g'-g|/g, |d'-d|/d) &lt;= 1e-4
 * </pre>
 *
 * <p>The stop rule is sva's to the letter: the denominator g is signed, so a gene with a negative location never keeps
 * the loop going by it, and one slow gene keeps all others going. Full convergence would differ by up to 3.8e-5.
 *
 * <p>A gene takes no part, and passes unchanged, when it is not in the corrected set, does not vary in the reference or
 * in the batch, or has fewer than two values in the batch. Sums run in gene order. Cost: some 10 rounds of about 15
 * operations a gene.
 */
public final class Combat {
    private static final double STOP = 1e-4;
    /** sva has no limit; the loop contracts, so this only bounds an input nobody has seen. */
    private static final int MAX_ITERATIONS = 10_000;

    private final StandardizedBatch batch;
    private final Prior prior;
    private final double[] gamma;
    private final double[] delta;

    private Combat(StandardizedBatch batch) {
        this.batch = batch;
        this.gamma = batch.gammaHat().clone();
        this.delta = batch.deltaHat();
        this.prior = Prior.of(gamma, delta);
    }

    /**
     * Fits a batch to the reference. Where fewer than two genes take part there is nothing to learn a prior from: the fit
     * then passes every gene.
     *
     * @throws IllegalArgumentException when the batch has fewer than two samples or another number of genes
     */
    public static BatchFit fit(ReferenceMoments reference, GeneMoments batch) {
        requireComparable(reference, batch);
        StandardizedBatch standardized = StandardizedBatch.of(reference, batch);
        if (standardized.size() < 2) {
            return nothingLearned(batch);
        }
        Combat combat = new Combat(standardized);
        int iterations = combat.iterate();
        return combat.result(batch, iterations);
    }

    private int iterate() {
        int iterations = 0;
        double change = Double.POSITIVE_INFINITY;
        while (change > STOP && iterations < MAX_ITERATIONS) {
            change = round();
            iterations++;
        }
        return iterations;
    }

    private double round() {
        double change = 0;
        for (int i = 0; i < gamma.length; i++) {
            double n = batch.counts()[i];
            double hat = batch.gammaHat()[i];
            double g = prior.location(n, hat, delta[i]);
            double d = prior.scale(n, batch.sumsOfSquares()[i] + n * (hat - g) * (hat - g));
            change = greater(change, Math.abs(g - gamma[i]) / gamma[i]);
            change = greater(change, Math.abs(d - delta[i]) / delta[i]);
            gamma[i] = g;
            delta[i] = d;
        }
        return change;
    }

    /** Unlike Math.max it passes over NaN: a location that is and stays exactly 0 has not changed. */
    private static double greater(double change, double candidate) {
        return candidate > change ? candidate : change;
    }

    private BatchFit result(GeneMoments moments, int iterations) {
        int genes = moments.genes();
        return new BatchFit(
                moments.samples(),
                iterations,
                batch.overPanel(batch.gammaHat(), genes),
                batch.overPanel(batch.deltaHat(), genes),
                batch.overPanel(gamma, genes),
                batch.overPanel(delta, genes),
                batch.overPanel(posteriorSd(), genes),
                prior.gammaBar(),
                prior.tau2(),
                prior.a(),
                prior.b());
    }

    private double[] posteriorSd() {
        double[] sd = new double[gamma.length];
        for (int i = 0; i < sd.length; i++) {
            sd[i] = Math.sqrt(delta[i] * prior.tau2() / (batch.counts()[i] * prior.tau2() + delta[i]));
        }
        return sd;
    }

    private static BatchFit nothingLearned(GeneMoments batch) {
        double[] none = new StandardizedBatch(new int[0], new double[0], new double[0], new double[0])
                .overPanel(new double[0], batch.genes());
        return new BatchFit(
                batch.samples(), 0, none, none, none, none, none, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private static void requireComparable(ReferenceMoments reference, GeneMoments batch) {
        if (batch.genes() != reference.genes()) {
            throw new IllegalArgumentException("the batch has " + batch.genes() + " genes, expected the "
                    + reference.genes() + " of the reference; align it to the reference's panel");
        }
        if (batch.samples() < 2) {
            throw new IllegalArgumentException("the batch has " + batch.samples()
                    + " samples, expected at least 2; leave it uncorrected until more have come");
        }
    }
}
