package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A simulated reference and a batch of it whose shift per gene is known: values N(5, 1), materials that lie 1 sd off, controls
 * that repeat with variance kappa and shift with the batch (commutable), or by omega more or less.
 */
final class BridgedWorld {
    static final int GENES = 1_000;
    static final List<String> MATERIALS = List.of("pool", "tube");

    private final SplittableRandom random;
    private final double kappa;
    private final double[][] materials = new double[MATERIALS.size()][GENES];
    /** What the batch adds to each gene, in log2 units, which here are the reference's standard deviations. */
    final double[] shift = new double[GENES];

    final CorrectionBasis basis;

    /** @param tau standard deviation of the batch's shift over genes */
    BridgedWorld(long seed, double tau, double kappa) {
        this.random = new SplittableRandom(seed);
        this.kappa = kappa;
        Arrays.setAll(shift, g -> .2 * (tau > 0 ? 1 : 0) + tau * random.nextGaussian());
        List<BasisSample> cohort = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            cohort.add(new BasisSample(MemberRole.STUDY, null, null, values(0, 1)));
        }
        for (int m = 0; m < materials.length; m++) {
            Arrays.setAll(materials[m], g -> 5 + random.nextGaussian());
            for (int i = 0; i < 12; i++) {
                cohort.add(new BasisSample(MemberRole.CONTROL, MATERIALS.get(m), null, control(m, 0)));
            }
        }
        this.basis = CorrectionBasis.learn(CorrectionSettings.defaults(), cohort, Double.NEGATIVE_INFINITY, 0);
    }

    List<Member> study(int samples, double stretch) {
        List<Member> study = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            study.add(Member.study("s%03d".formatted(i), values(1, stretch)));
        }
        return study;
    }

    /** Controls of each material in turn; their shift differs from the samples' by omega, the same for all of them. */
    List<Member> controls(int controls, double omega) {
        double[] off = new double[GENES];
        Arrays.setAll(off, g -> omega * random.nextGaussian());
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < controls; i++) {
            int m = i % MATERIALS.size();
            double[] values = control(m, 1);
            Arrays.setAll(values, g -> values[g] + off[g]);
            members.add(Member.control("c%03d".formatted(i), MATERIALS.get(m), values));
        }
        return members;
    }

    BatchCorrection fit(List<Member> study, List<Member> controls) {
        List<Member> all = new ArrayList<>(controls);
        all.addAll(study);
        return new BatchCorrector(basis).fit(all);
    }

    private double[] values(double shifted, double stretch) {
        double[] values = new double[GENES];
        Arrays.setAll(values, g -> 5 + shifted * shift[g] + stretch * random.nextGaussian());
        return values;
    }

    private double[] control(int material, double shifted) {
        double[] values = new double[GENES];
        Arrays.setAll(
                values, g -> materials[material][g] + shifted * shift[g] + Math.sqrt(kappa) * random.nextGaussian());
        return values;
    }
}
