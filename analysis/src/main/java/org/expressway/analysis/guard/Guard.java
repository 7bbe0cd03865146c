package org.expressway.analysis.guard;

import java.util.List;
import java.util.Locale;
import org.expressway.analysis.math.Vectors;

/**
 * Judges whether a batch has the reference's mix of classes.
 *
 * <p>ComBat moves a batch onto the reference. That removes what is technical where the mix is the same, and destroys biology
 * where it is not: a batch of one class would be moved between all classes. Mix and shift are therefore estimated together ({@link
 * Expectation}), from many starts ({@link Explanations}), and the guard declines unless the batch itself proves the answer:
 *
 * <pre>
 * UNIDENTIFIED  fewer than 2 samples
 *               some single class, shifted and scaled at will, explains the batch within 5 log units
 *               the classes would differ less than .45 of what they do in the reference
 *               fewer than 2 classes have 3 samples or more
 *               an explanation within 5 log units calls more than 5 % of the samples otherwise
 *               a class with half a sample or more in the batch has fewer than 10 in the reference
 * SAME_MIX      the batch's mix stands within .5 within-class standard deviations of the reference's
 * OTHER_MIX     otherwise
 * </pre>
 *
 * <p>A shift may be of any size, so a batch of one class can never prove which one it is: shifted by the difference, it would be any
 * other. Only the distances between several classes, found again in the batch, speak for a shift; that is asked for. The
 * line between SAME and OTHER is what plain ComBat would take from the classes, not significance: a large batch differs
 * significantly where it does no harm, and a small one is harmed where nothing is significant.
 *
 * <p>The samples' order decides the last bits only; callers give them in the order of their ids. Cost: some 20 climbs of up to 500
 * rounds of 5 · samples · classes · axes operations.
 */
public final class Guard {
    private static final double MARGIN = 5;
    private static final double MAX_DISAGREEMENT = .05;
    private static final double MIN_ATTENUATION = .45;
    private static final double MIN_SAMPLES = 3;
    private static final int MIN_REFERENCE_SAMPLES = 10;
    private static final double PRESENT = .5;
    private static final double SAME = .5;

    private final LatentClasses classes;
    private final List<double[]> latent;
    private final List<Explanation> explanations;
    private final Explanation best;

    private Guard(LatentClasses classes, List<double[]> latent) {
        this.classes = classes;
        this.latent = latent;
        this.explanations = Explanations.of(classes, latent);
        this.best = explanations.get(0);
    }

    /**
     * Judges a batch.
     *
     * @param latent vectors of the study samples as {@link LatentClasses#project} gives them, in the order of their ids; no
     *     controls
     */
    public static Composition judge(LatentClasses classes, List<double[]> latent) {
        if (latent.size() < 2) {
            return unknown(classes, latent.size());
        }
        return new Guard(classes, latent).judgement();
    }

    private Composition judgement() {
        String doubt = doubt();
        if (!doubt.isEmpty()) {
            return composition(Mix.UNIDENTIFIED, doubt);
        }
        double harm =
                best.state().attenuation() * Mixture.of(classes).distance(best.proportions(), classes.proportions());
        String mix = "classes mixed " + named(best.proportions()) + ", in the reference " + named(classes.proportions())
                + ": " + text("%.2f", harm) + " within-class sd apart";
        return composition(harm <= SAME ? Mix.SAME_MIX : Mix.OTHER_MIX, mix);
    }

    /** Why the answer is not proven; empty where it is. */
    private String doubt() {
        double proof = best.evidence() - bestPure().evidence();
        if (proof < MARGIN) {
            return "a single class would explain the batch as well (log likelihood " + text("%.1f", proof)
                    + " below the best mix, " + text("%.0f", MARGIN) + " asked for)";
        }
        if (best.state().attenuation() < MIN_ATTENUATION) {
            return "samples of the batch differ, but by "
                    + text("%.2f", best.state().attenuation()) + " of what the reference's classes do ("
                    + MIN_ATTENUATION + " asked for)";
        }
        if (wellPresent() < 2) {
            return "fewer than two classes have " + text("%.0f", MIN_SAMPLES) + " samples in the batch";
        }
        double disagreement = disagreement();
        if (disagreement > MAX_DISAGREEMENT) {
            return "an explanation as likely puts " + text("%.0f", 100 * disagreement)
                    + " % of the samples into other classes";
        }
        return rareClass();
    }

    private Explanation bestPure() {
        return explanations.stream().filter(one -> !one.mixed()).findFirst().orElseThrow();
    }

    private int wellPresent() {
        int present = 0;
        for (double count : best.counts()) {
            present += count >= MIN_SAMPLES ? 1 : 0;
        }
        return present;
    }

    private double disagreement() {
        double worst = 0;
        for (Explanation other : explanations) {
            if (other.evidence() >= best.evidence() - MARGIN) {
                worst = Math.max(worst, best.disagreement(other));
            }
        }
        return worst;
    }

    private String rareClass() {
        double[] counts = best.counts();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] >= PRESENT && classes.samples()[k] < MIN_REFERENCE_SAMPLES) {
                return "the batch has samples of class " + classes.labels().get(k) + ", of which the reference has "
                        + classes.samples()[k] + " (" + MIN_REFERENCE_SAMPLES + " asked for)";
            }
        }
        return "";
    }

    private Composition composition(Mix verdict, String reason) {
        State state = best.state();
        return new Composition(
                verdict,
                reason,
                best.proportions(),
                ProportionUncertainty.of(Mixture.of(classes), latent, best),
                state.shift(),
                state.attenuation(),
                state.scale());
    }

    private static Composition unknown(LatentClasses classes, int samples) {
        double[] shares = classes.proportions();
        double[][] covariance = new double[shares.length][shares.length];
        for (int k = 0; k < shares.length; k++) {
            covariance[k][k] = shares[k];
            Vectors.add(covariance[k], -shares[k], shares);
        }
        String reason = samples + " study samples say nothing of a mix (2 asked for)";
        return new Composition(Mix.UNIDENTIFIED, reason, shares, covariance, new double[classes.axes()], 1, 1);
    }

    /** Classes of 1 % or more, such as "normal 48 %, tumour 52 %". */
    private String named(double[] proportions) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < proportions.length; k++) {
            if (proportions[k] >= .005) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(classes.labels().get(k))
                        .append(text(" %.0f %%", 100 * proportions[k]));
            }
        }
        return text.toString();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
