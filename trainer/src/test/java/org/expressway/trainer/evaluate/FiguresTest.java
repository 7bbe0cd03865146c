package org.expressway.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.CalibrationError;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.analysis.evaluate.PerfectModel;
import org.expressway.analysis.evaluate.Wilson;
import org.expressway.trainer.cohort.TrainingSet;
import org.junit.jupiter.api.Test;

class FiguresTest {
    /** By hand: (8/10 + z²/20 ± z √(.016 + z²/400)) / (1 + z²/10), and 0 of 5. */
    @Test
    void wilsonsIntervalIsThatOfTheTextbook() {
        Wilson eight = Wilson.of(8, 10);
        assertThat(eight.low()).isCloseTo(.4901625, within(1e-6));
        assertThat(eight.high()).isCloseTo(.9433178, within(1e-6));
        Wilson none = Wilson.of(0, 5);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(.4344825, within(1e-6));
    }

    @Test
    void brierOfACertainMistakeIsTwo() {
        assertThat(Metrics.of(new double[][] {{1, 0}}, new int[] {1}).brier()).isEqualTo(2);
        assertThat(Metrics.of(new double[][] {{.5, .5}}, new int[] {1}).brier()).isEqualTo(.5);
    }

    @Test
    void sensitivityAndSpecificityAreReadOffTheConfusion() {
        List<ClassFigures> figures = ClassFigures.of(List.of("a", "b"), new int[][] {{8, 2}, {1, 9}}, 1);
        assertThat(figures.get(0).sensitivity().share()).isEqualTo(.8);
        assertThat(figures.get(0).specificity().share()).isEqualTo(.9);
        assertThat(figures.get(1).sensitivity().share()).isEqualTo(.9);
    }

    @Test
    void trueProbabilitiesPassTheQuantileAboutNineteenTimesInTwenty() {
        int passed = 0;
        for (int s = 0; s < 100; s++) {
            Drawn drawn = new Drawn(s, 200, 1);
            passed += CalibrationError.of(drawn.p, drawn.y) <= PerfectModel.ece95(drawn.p, s) ? 1 : 0;
        }
        assertThat(passed).as("seeds 0 to 99").isBetween(88, 100);
    }

    @Test
    void sharpenedProbabilitiesDoNotPass() {
        Drawn drawn = new Drawn(1, 600, 3);
        assertThat(CalibrationError.of(drawn.p, drawn.y)).isGreaterThan(PerfectModel.ece95(drawn.p, 1));
    }

    @Test
    void aModelThatIsRightMoreOftenIsBetterBeyondChance() {
        TrainingSet set = set(300);
        Map<String, PairedBootstrap.Interval> intervals = PairedBootstrap.of(set, calls(set, .95), calls(set, .75), 1);
        assertThat(intervals.get("accuracy").low()).isPositive();
        assertThat(intervals.get("balancedAccuracy").low()).isPositive();
        assertThat(intervals.get("logLoss").high()).isNegative();
    }

    @Test
    void aModelAgainstItselfDiffersByNothing() {
        TrainingSet set = set(60);
        double[][] calls = calls(set, .8);
        assertThat(PairedBootstrap.of(set, calls, calls, 1).values())
                .allSatisfy(interval -> assertThat(interval).isEqualTo(new PairedBootstrap.Interval(0, 0, 0)));
    }

    @Test
    void oneSubjectOfManySamplesWidensTheInterval() {
        TrainingSet apart = set(200);
        List<String> ten = IntStream.range(0, 200).mapToObj(i -> "p" + i / 20).toList();
        TrainingSet together = new TrainingSet(apart.x(), apart.y(), apart.classes(), ten, apart.keys());
        double[][] good = calls(apart, 1);
        double[][] bad = calls(apart, 1);
        for (int i = 0; i < 40; i++) {
            bad[i] = new double[] {1 - good[i][0], 1 - good[i][1]};
        }
        assertThat(width(together, good, bad)).isGreaterThan(2 * width(apart, good, bad));
    }

    private static double width(TrainingSet set, double[][] model, double[][] baseline) {
        PairedBootstrap.Interval interval =
                PairedBootstrap.of(set, model, baseline, 1).get("accuracy");
        return interval.high() - interval.low();
    }

    private static TrainingSet set(int n) {
        List<String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            labels.add(i % 3 == 0 ? "a" : "b");
            ids.add("p" + i);
        }
        return TrainingSet.of(new float[n][1], labels, ids, ids);
    }

    private static double[][] calls(TrainingSet set, double right) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] p = new double[set.samples()][];
        for (int i = 0; i < p.length; i++) {
            double sure = random.nextDouble() < right ? .9 : .1;
            p[i] = set.y()[i] == 0 ? new double[] {sure, 1 - sure} : new double[] {1 - sure, sure};
        }
        return p;
    }

    /** Labels drawn from known probabilities of two classes, which are then sharpened. */
    private static final class Drawn {
        final double[][] p;
        final int[] y;

        Drawn(long seed, int n, double sharpness) {
            SplittableRandom random = new SplittableRandom(seed);
            p = new double[n][];
            y = new int[n];
            for (int i = 0; i < n; i++) {
                double logit = 4 * random.nextDouble() - 2;
                y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
                double told = 1 / (1 + Math.exp(-sharpness * logit));
                p[i] = new double[] {1 - told, told};
            }
        }
    }
}
