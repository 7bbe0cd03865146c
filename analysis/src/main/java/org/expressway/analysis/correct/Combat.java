package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * ComBat with a reference batch (Johnson, Li and Rabinovic 2007, Biostatistics 8:118; the {@code ref.batch} form of sva
 * 3.46.0), from sufficient statistics.
 *
 * <p>sva needs the whole matrix; its result depends on a batch only through n, mean and sum of squares per gene, so a
 * stream that keeps these three gets the same numbers. Everything below is per gene, in units of the frame's standard
 * deviation (divisor n):
 *
 * <pre>
 * g^ = (mean - expected)/sqrt(vp)    SS = M2/vp    d^ = SS/(n-1)
 * gbar, tau2 = mean and variance of g^ over genes;  A, B from mean and variance of d^
 * repeat  g' = (n tau2 g^ + d gbar)/(n tau2 + d)
 *         d' = ((SS + n (g^ - g')²)/2 + B)/(n/2 + A - 1)
 * until   max over all genes of (|g'-g|/g, |d'-d|/d) &lt;= 1e-4
 * </pre>
 *
 * <p>The stop rule is sva's to the letter: the denominator g is signed, so a gene with a negative location never keeps
 * the loop going by it, and one slow gene keeps all others going. Full convergence would differ by up to 3.8e-5.
 *
 * <p>Locations are about what is expected of each sample: the reference's mean, or with a class covariate the mean of its
 * class. The expectations are subtracted before ({@link GeneMoments#about}), so this loop knows nothing of designs.
 *
 * <p>Mean-only is sva's {@code mean.only}: d* = 1, and the location is shrunk once, g* = (tau2 g^ + gbar)/(tau2 + 1). It is
 * shrunk as if every batch had <i>one</i> sample: that is what sva calls, and its posterior sd says the same.
 *
 * <p>A gene takes no part, and passes unchanged, when it is not in the corrected set, does not vary in the reference or
 * in the batch, or has fewer than two values in the batch (mean-only: none). Sums run in gene order. Cost: some 10 rounds
 * of about 15 operations a gene.
 */
public final class Combat {
    private static final double STOP = 1e-4;
    /** sva has no limit; the loop contracts, so this only bounds an input nobody has seen. */
    private static final int MAX_ITERATIONS = 10_000;

    private final StandardizedBatch batch;
    private final Prior prior;
    private final double[] deltaHat;
    private final double[] gamma;
    private final double[] delta;

    private Combat(StandardizedBatch batch, double[] deltaHat) {
        this.batch = batch;
        this.deltaHat = deltaHat;
        this.gamma = batch.gammaHat().clone();
        this.delta = deltaHat.clone();
        this.prior = Prior.of(gamma, delta);
    }

    /** Fits location and scale of a batch about the reference's mean: what {@code ComBat(ref.batch=)} does.
     *
     * @throws IllegalArgumentException when the batch has fewer than two samples or another number of genes */
    public static BatchFit fit(ReferenceMoments reference, GeneMoments batch) {
        requireComparable(reference.genes(), batch, Adjustment.MEAN_AND_VARIANCE);
        return fit(Frame.of(reference), batch.about(reference.means()), Adjustment.MEAN_AND_VARIANCE);
    }

    /**
     * Fits a batch. Where fewer than two genes take part there is nothing to learn a prior from: the fit then passes every
     * gene.
     *
     * @param residuals the batch's values less what was expected of them
     * @throws IllegalArgumentException when the batch has fewer than two samples (mean-only: one) or another number of genes
     */
    public static BatchFit fit(Frame frame, GeneMoments residuals, Adjustment adjustment) {
        requireComparable(frame.genes(), residuals, adjustment);
        StandardizedBatch standardized = StandardizedBatch.of(frame, residuals, adjustment);
        if (standardized.size() < 2) {
            return BatchFit.nothing(residuals.samples(), residuals.genes());
        }
        if (adjustment == Adjustment.MEAN_ONLY) {
            double[] equal = new double[standardized.size()];
            Arrays.fill(equal, 1);
            return new Combat(standardized, equal).shiftedOnce(residuals);
        }
        Combat combat = new Combat(standardized, standardized.deltaHat());
        int iterations = combat.iterate();
        return combat.result(residuals, iterations, combat.posteriorSd(standardized.counts()));
    }

    private BatchFit shiftedOnce(GeneMoments moments) {
        double[] asIfOne = new double[gamma.length];
        Arrays.fill(asIfOne, 1);
        for (int i = 0; i < gamma.length; i++) {
            gamma[i] = prior.location(1, batch.gammaHat()[i], 1);
        }
        return result(moments, 1, posteriorSd(asIfOne));
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

    private BatchFit result(GeneMoments moments, int iterations, double[] posteriorSd) {
        int genes = moments.genes();
        return new BatchFit(
                moments.samples(),
                iterations,
                batch.overPanel(batch.gammaHat(), genes),
                batch.overPanel(deltaHat, genes),
                batch.overPanel(gamma, genes),
                batch.overPanel(delta, genes),
                batch.overPanel(posteriorSd, genes),
                prior.gammaBar(),
                prior.tau2(),
                prior.a(),
                prior.b());
    }

    private double[] posteriorSd(double[] counts) {
        double[] sd = new double[gamma.length];
        for (int i = 0; i < sd.length; i++) {
            sd[i] = Math.sqrt(delta[i] * prior.tau2() / (counts[i] * prior.tau2() + delta[i]));
        }
        return sd;
    }

    private static void requireComparable(int genes, GeneMoments batch, Adjustment adjustment) {
        if (batch.genes() != genes) {
            throw new IllegalArgumentException("the batch has " + batch.genes() + " genes, expected the " + genes
                    + " of the reference; align it to the reference's panel");
        }
        int least = adjustment == Adjustment.MEAN_ONLY ? 1 : 2;
        if (batch.samples() < least) {
            throw new IllegalArgumentException("the batch has " + batch.samples() + " samples, expected at least "
                    + least + "; leave it uncorrected until more have come");
        }
    }
}
