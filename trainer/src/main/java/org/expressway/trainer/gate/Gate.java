package org.expressway.trainer.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.analysis.evaluate.PerfectModel;

/**
 * Holds a new model's predictions against a protocol.
 *
 * <ul>
 *   <li>Better than chance: more accurate than always calling the commonest class of the training side, and with a lower
 *       log loss than its class shares, each with an interval that leaves out 0. Labels that say nothing fail here.
 *   <li>Not inferior to baseline and champion: the interval of the difference in accuracy lies above the margin.
 *   <li>Better than the champion in log loss or balanced accuracy; else there is no reason to change.
 *   <li>No class and no site is called right less often than by either rival by more than a bound.
 *   <li>Calibrated: the calibration error is no larger than chance alone makes it for a perfect model, or small.
 * </ul>
 */
public final class Gate {
    private final Protocol protocol;
    private final HeldOut heldOut;
    private final double[][] candidate;
    private final long seed;
    private final List<GateCheck> checks = new ArrayList<>();

    private Gate(Protocol protocol, HeldOut heldOut, double[][] candidate, long seed) {
        this.protocol = protocol;
        this.heldOut = heldOut;
        this.candidate = candidate;
        this.seed = seed;
    }

    /**
     * @param candidate samples × classes
     * @param trainingShares per class its share on the training side: what is known without looking at a sample
     */
    public static Verdict judge(
            Protocol protocol,
            HeldOut heldOut,
            double[][] candidate,
            double[] trainingShares,
            List<Rival> rivals,
            long seed) {
        Gate gate = new Gate(protocol, heldOut, candidate, seed);
        gate.chance(trainingShares);
        for (Rival rival : rivals) {
            gate.against(rival);
        }
        gate.calibration();
        return new Verdict(gate.checks);
    }

    private void chance(double[] shares) {
        double[][] ignorant = new double[heldOut.samples()][];
        Arrays.fill(ignorant, shares);
        double confidence = protocol.chanceConfidence();
        Interval accuracy = accuracy(heldOut, candidate, ignorant, confidence);
        Interval logLoss = logLoss(heldOut, candidate, ignorant, confidence);
        check(
                "chance.accuracy",
                accuracy.low() > 0,
                said("accuracy minus that of the commonest class", accuracy, heldOut.samples()),
                "an interval above 0");
        check(
                "chance.logLoss",
                logLoss.low() > 0,
                said("log loss of the class shares minus its own", logLoss, heldOut.samples()),
                "an interval above 0");
    }

    private void against(Rival rival) {
        HeldOut rows = heldOut.rows(rival.rows());
        double[][] own = Arrays.stream(rival.rows()).mapToObj(i -> candidate[i]).toArray(double[][]::new);
        Interval accuracy = accuracy(rows, own, rival.p(), protocol.confidence());
        check(
                "notInferior." + kind(rival),
                accuracy.low() > -protocol.margin(),
                said("accuracy minus that of " + rival.name(), accuracy, rows.samples()),
                String.format(Locale.ROOT, "an interval above -%.3f", protocol.margin()));
        if (rival.kind() == Rival.Kind.CHAMPION) {
            better(rival, rows, own);
        }
        worst("class", rival, rows, own, i -> rows.classes().get(rows.y()[i]), protocol.worstClass());
        worst("site", rival, rows, own, rows.sites()::get, protocol.worstSite());
    }

    private void better(Rival rival, HeldOut rows, double[][] own) {
        Metrics mine = Metrics.of(own, rows.y());
        Metrics theirs = Metrics.of(rival.p(), rows.y());
        check(
                "better." + kind(rival),
                mine.logLoss() < theirs.logLoss() || mine.balancedAccuracy() > theirs.balancedAccuracy(),
                String.format(
                        Locale.ROOT,
                        "log loss %.4f beside %.4f, balanced accuracy %.4f beside %.4f of %s (%d samples)",
                        mine.logLoss(),
                        theirs.logLoss(),
                        mine.balancedAccuracy(),
                        theirs.balancedAccuracy(),
                        rival.name(),
                        rows.samples()),
                "the one lower or the other higher");
    }

    /** The group whose share of right calls falls furthest behind the rival's, among those with enough samples. */
    private void worst(
            String what, Rival rival, HeldOut rows, double[][] own, IntFunction<String> groupOf, double bound) {
        boolean[] mine = rows.right(own);
        boolean[] theirs = rows.right(rival.p());
        Map<String, int[]> groups = new TreeMap<>();
        for (int i = 0; i < mine.length; i++) {
            int[] tally = groups.computeIfAbsent(groupOf.apply(i), g -> new int[2]);
            tally[0]++;
            tally[1] += (mine[i] ? 1 : 0) - (theirs[i] ? 1 : 0);
        }
        double worst = Double.POSITIVE_INFINITY;
        String seen = "none has %d samples".formatted(protocol.worstOfAtLeast());
        for (Map.Entry<String, int[]> group : groups.entrySet()) {
            double difference = (double) group.getValue()[1] / group.getValue()[0];
            if (group.getValue()[0] >= protocol.worstOfAtLeast() && difference < worst) {
                worst = difference;
                seen = String.format(
                        Locale.ROOT,
                        "%s is called right %+.3f more often than by %s (%d samples)",
                        group.getKey(),
                        difference,
                        rival.name(),
                        group.getValue()[0]);
            }
        }
        check(
                "worst." + what + "." + kind(rival),
                worst >= -bound,
                seen,
                String.format(Locale.ROOT, "no less than -%.3f", bound));
    }

    private void calibration() {
        double ece = Metrics.of(candidate, heldOut.y()).ece();
        double perfect = PerfectModel.ece95(candidate, seed);
        check(
                "calibration",
                ece <= Math.max(perfect, protocol.ece()),
                String.format(
                        Locale.ROOT, "calibration error %.4f; a perfect model stays below %.4f in 95 %%", ece, perfect),
                String.format(Locale.ROOT, "at most that, or %.3f", protocol.ece()));
    }

    private Interval accuracy(HeldOut rows, double[][] own, double[][] others, double confidence) {
        boolean[] mine = rows.right(own);
        boolean[] theirs = rows.right(others);
        double[] differences = IntStream.range(0, mine.length)
                .mapToDouble(i -> (mine[i] ? 1 : 0) - (theirs[i] ? 1 : 0))
                .toArray();
        return new PairedBootstrap(differences, rows.subjects()).interval(confidence, protocol.bootstrap(), seed);
    }

    /** Positive where the own model is better. */
    private Interval logLoss(HeldOut rows, double[][] own, double[][] others, double confidence) {
        double[] differences = IntStream.range(0, own.length)
                .mapToDouble(i -> loss(others[i][rows.y()[i]]) - loss(own[i][rows.y()[i]]))
                .toArray();
        return new PairedBootstrap(differences, rows.subjects()).interval(confidence, protocol.bootstrap(), seed);
    }

    private static double loss(double p) {
        return -Math.log(Math.max(1e-15, p));
    }

    private static String said(String what, Interval interval, int samples) {
        return String.format(
                Locale.ROOT,
                "%s %+.4f [%+.4f, %+.4f] (%d samples)",
                what,
                interval.difference(),
                interval.low(),
                interval.high(),
                samples);
    }

    private static String kind(Rival rival) {
        return rival.kind().name().toLowerCase(Locale.ROOT);
    }

    private void check(String name, boolean passed, String seen, String expected) {
        checks.add(new GateCheck(name, passed, seen, expected));
    }
}
