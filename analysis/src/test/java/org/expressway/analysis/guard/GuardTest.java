package org.expressway.analysis.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aBatchOfOneClassCannotBeTold(long seed) {
        World world = new World(seed);
        LatentClasses classes = reference(world);
        assertThat(judge(classes, world.samples(0, 32, world.none())).verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judge(classes, world.samples(32, 0, world.shift(0, .5))).verdict())
                .isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judge(classes, world.samples(32, 0, world.shift(.6, .5))).verdict())
                .isEqualTo(Mix.UNIDENTIFIED);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anotherMixIsIdentified(long seed) {
        World world = new World(seed);
        LatentClasses classes = reference(world);
        List<double[]> batch = world.samples(6, 26, world.shift(0, .5));
        Composition composition = judge(classes, batch);
        assertThat(composition.verdict()).isEqualTo(Mix.OTHER_MIX);
        assertThat(composition.proportions()[1]).isBetween(.75, .87);
        int wrong = 0;
        for (int i = 0; i < batch.size(); i++) {
            double[] probabilities = classes.responsibilities(composition, classes.project(batch.get(i)));
            wrong += probabilities[i < 6 ? 0 : 1] > .5 ? 0 : 1;
        }
        assertThat(wrong).as("samples in the wrong class").isLessThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aBalancedBatchIsTheReferencesMixHoweverShifted(long seed) {
        World world = new World(seed);
        LatentClasses classes = reference(world);
        assertThat(judge(classes, world.samples(16, 16, world.none())).verdict())
                .isEqualTo(Mix.SAME_MIX);
        for (double along : new double[] {-1.5, -.6, .6, 1.5}) {
            Composition composition = judge(classes, world.samples(16, 16, world.shift(along, .5)));
            assertThat(composition.verdict()).as("along " + along).isEqualTo(Mix.SAME_MIX);
            double between = Math.abs(classes.means()[1][0] - classes.means()[0][0]);
            assertThat(Math.abs(composition.shift()[0]))
                    .isBetween(Math.abs(along) * between - 1.5, Math.abs(along) * between + 1.5);
        }
    }

    @Test
    void aClassThatTheReferenceHardlyKnowsIsNotJudged() {
        World world = new World(4);
        List<double[]> samples = new ArrayList<>(world.samples(100, 100, world.none()));
        List<String> labels = new ArrayList<>(World.labels(100, 100));
        for (int i = 0; i < 9; i++) {
            samples.add(world.sample(2, world.none()));
            labels.add("C");
        }
        LatentClasses classes = LatentClasses.learn(samples, labels, World.allGenes());
        List<double[]> batch = new ArrayList<>(world.samples(16, 16, world.none()));
        assertThat(judge(classes, batch).verdict()).isEqualTo(Mix.SAME_MIX);
        for (int i = 0; i < 4; i++) {
            batch.add(world.sample(2, world.none()));
        }
        Composition composition = judge(classes, batch);
        assertThat(composition.verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(composition.reason()).contains("class C").contains("has 9");
    }

    @Test
    void threeOfEightAreEnoughAndTwoAreNot() {
        World world = new World(5);
        LatentClasses classes = reference(world);
        assertThat(judge(classes, world.samples(2, 14, world.none())).verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judge(classes, world.samples(1, 7, world.none())).verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judge(classes, world.samples(1, 0, world.none())).verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judge(classes, List.of()).verdict()).isEqualTo(Mix.UNIDENTIFIED);
    }

    @Test
    void theOrderOfTheSamplesChangesLastBitsOnly() {
        World world = new World(6);
        LatentClasses classes = reference(world);
        List<double[]> batch = new ArrayList<>(world.samples(8, 24, world.shift(.3, .5)));
        Composition composition = judge(classes, batch);
        Composition again = judge(classes, batch);
        assertThat(again.proportions()).isEqualTo(composition.proportions());
        assertThat(again.proportionCovariance()).isDeepEqualTo(composition.proportionCovariance());
        Collections.shuffle(batch, new Random(7));
        Composition shuffled = judge(classes, batch);
        assertThat(shuffled.verdict()).isEqualTo(composition.verdict());
        assertThat(Math.abs(shuffled.proportions()[0] - composition.proportions()[0]))
                .isLessThan(1e-4);
    }

    @Test
    void theSharesOfABatchAreAsUncertainAsItsCallsAre() {
        World world = new World(8);
        LatentClasses classes = reference(world);
        Composition clear = judge(classes, world.samples(16, 16, world.none()));
        assertThat(clear.proportionCovariance()[0][0]).isBetween(0.0, .03 * .03);
        assertThat(clear.proportionCovariance()[0][1]).isCloseTo(-clear.proportionCovariance()[0][0], offset(1e-9));
        Composition pure = judge(classes, world.samples(1, 0, world.none()));
        assertThat(pure.proportionCovariance()[0][0]).isEqualTo(.25);
    }

    @Test
    void missingGenesCountAsTheReferencesMean() {
        World world = new World(9);
        LatentClasses classes = reference(world);
        double[] sample = world.samples(1, 0, world.none()).get(0);
        double[] filled = sample.clone();
        for (int i = 0; i < classes.genes().length; i += 3) {
            sample[classes.genes()[i]] = Double.NaN;
            filled[classes.genes()[i]] = classes.centres()[i];
        }
        assertThat(classes.project(sample)).isEqualTo(classes.project(filled));
    }

    @Test
    void theExpectationOfACertainClassIsItsMeanAndOfTheReferencesMixTheMean() {
        World world = new World(10);
        LatentClasses classes = reference(world);
        Composition composition = judge(classes, world.samples(16, 16, world.none()));
        Composition whole = new Composition(
                Mix.SAME_MIX,
                "",
                composition.proportions(),
                composition.proportionCovariance(),
                composition.shift(),
                1,
                1);
        double[] a = new double[World.GENES];
        classes.expectation(whole, new double[] {1, 0}, a);
        double[] mean = new double[World.GENES];
        classes.expectation(whole, new double[] {.5, .5}, mean);
        for (int g = 0; g < World.GENES; g++) {
            assertThat(a[g]).isCloseTo(classes.classMeans()[0][g], offset(1e-12));
            double both = (classes.classMeans()[0][g] + classes.classMeans()[1][g]) / 2;
            assertThat(mean[g]).isCloseTo(both, offset(1e-12));
        }
    }

    @Test
    void labelsAreNeededAndTwoOfThem() {
        World world = new World(11);
        List<double[]> samples = world.samples(6, 6, world.none());
        assertThat(LatentClasses.learn(samples, Collections.nCopies(12, null), World.allGenes()))
                .isNull();
        assertThat(LatentClasses.learn(samples, Collections.nCopies(12, "A"), World.allGenes()))
                .isNull();
        assertThat(LatentClasses.learn(samples, World.labels(6, 6), new boolean[World.GENES]))
                .isNull();
        assertThat(LatentClasses.learn(samples, World.labels(6, 6), World.allGenes()))
                .isNotNull();
        assertThat(LatentClasses.learn(samples.subList(0, 2), World.labels(1, 1), World.allGenes()))
                .isNull();
    }

    private static LatentClasses reference(World world) {
        LatentClasses classes =
                LatentClasses.learn(world.samples(200, 200, world.none()), World.labels(200, 200), World.allGenes());
        assertThat(classes).isNotNull();
        return classes;
    }

    private static Composition judge(LatentClasses classes, List<double[]> samples) {
        Composition composition =
                Guard.judge(classes, samples.stream().map(classes::project).toList());
        assertThat(Arrays.stream(composition.proportions()).sum()).isCloseTo(1, offset(1e-9));
        return composition;
    }
}
