package org.expressway.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.choose.ChoiceSettings;
import org.expressway.trainer.choose.Evaluation;
import org.expressway.trainer.choose.ModelChoice;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.settings.InvalidSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final double[] SHARES = {.5, .5};

    @Test
    void shuffledLabelsNeverPass() {
        for (long seed = 1; seed <= 30; seed++) {
            TrainingSet honest = SimulatedSamples.of(60, 30, 3, 1.5, seed);
            Verdict verdict = judged(shuffled(honest, seed), seed);
            assertThat(verdict.passed())
                    .as("seed %d: %s", seed, verdict.checks())
                    .isFalse();
        }
    }

    @Test
    void theSameSamplesWithTheirOwnLabelsPass() {
        long passed = IntStream.rangeClosed(1, 10)
                .filter(seed ->
                        judged(SimulatedSamples.of(60, 30, 3, 1.5, seed), seed).passed())
                .count();
        assertThat(passed).isGreaterThanOrEqualTo(9);
    }

    @Test
    void aModelThatIsNoBetterThanTheChampionDoesNotReplaceIt() {
        HeldOut heldOut = heldOut(200);
        double[][] p = calls(heldOut, 1, .9);
        assertThat(failed(heldOut, p, rival(Rival.Kind.CHAMPION, p))).containsExactly("better.champion");
        assertThat(failed(heldOut, p, rival(Rival.Kind.BASELINE, p))).isEmpty();
    }

    @Test
    void aBetterOneDoes() {
        HeldOut heldOut = heldOut(400);
        double[][] better = calls(heldOut, 1, .95);
        double[][] champion = calls(heldOut, 1, .85);
        assertThat(failed(heldOut, better, rival(Rival.Kind.CHAMPION, champion)))
                .isEmpty();
        assertThat(failed(heldOut, champion, rival(Rival.Kind.CHAMPION, better)))
                .contains("notInferior.champion", "better.champion");
    }

    @Test
    void aSiteThatIsLeftBehindIsNoticedWhereTheMeanIsNot() {
        HeldOut heldOut = heldOut(400);
        double[][] champion = calls(heldOut, 1, .9);
        double[][] candidate = calls(heldOut, 1, 1);
        for (int i = 0; i < candidate.length; i++) {
            if (heldOut.sites().get(i).equals("small")) {
                candidate[i] = call(1 - heldOut.y()[i]);
            }
        }
        assertThat(failed(heldOut, candidate, rival(Rival.Kind.CHAMPION, champion)))
                .contains("worst.site.champion")
                .doesNotContain("notInferior.champion");
    }

    @Test
    void certainMistakesAreBadCalibration() {
        HeldOut heldOut = heldOut(400);
        double[][] sure = calls(heldOut, 1, .75);
        for (double[] row : sure) {
            row[0] = row[0] > .5 ? .999 : .001;
            row[1] = 1 - row[0];
        }
        assertThat(failed(heldOut, sure, rival(Rival.Kind.BASELINE, sure))).contains("calibration");
    }

    @Test
    void twoSamplesOfOneSubjectAreOneWitness() {
        double[] differences = new double[100];
        Arrays.fill(differences, 0, 50, 1);
        List<String> strangers = IntStream.range(0, 100).mapToObj(i -> "p" + i).toList();
        List<String> four = IntStream.range(0, 100).mapToObj(i -> "p" + i / 25).toList();
        Interval many = new PairedBootstrap(differences, strangers).interval(.95, 2000, 3);
        Interval few = new PairedBootstrap(differences, four).interval(.95, 2000, 3);
        assertThat(many.difference()).isEqualTo(.5);
        assertThat(many.low()).isBetween(.38, .42);
        assertThat(few.low()).isZero();
    }

    @Test
    void modelsThatNeverDifferHaveAnIntervalOfNothing() {
        Interval interval = new PairedBootstrap(new double[9], Collections.nCopies(9, "p")).interval(.95, 500, 1);
        assertThat(interval).isEqualTo(new Interval(0, 0, 0));
    }

    @Test
    void theProtocolThatIsPrintedIsTheOneThatHolds(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("protocol.yaml"), Protocol.standardText());
        assertThat(Protocol.read(file)).isEqualTo(Protocol.standard());
        Path written =
                Files.write(folder.resolve("written.yaml"), Protocol.standard().text());
        assertThat(Protocol.read(written)).isEqualTo(Protocol.standard());
    }

    @Test
    void allFaultsOfAProtocolAreSaidAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("protocol.yaml"), "margin: 2\npromotion: dice\nmargn: .1\nbootstrap: many\n");
        assertThatThrownBy(() -> Protocol.read(file))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("dice")
                .hasMessageContaining("margn")
                .hasMessageContaining("line 4");
    }

    private static Verdict judged(TrainingSet set, long seed) {
        ChoiceSettings settings = ChoiceSettings.standard(Optional.of("logistic"), Set.of(), seed);
        Evaluation evaluation = ModelChoice.evaluate(set, settings, Progress.silent());
        int[] test = evaluation.split().test();
        HeldOut heldOut = new HeldOut(
                set.labels(test),
                set.classes(),
                Arrays.stream(test).mapToObj(set.subjects()::get).toList(),
                Collections.nCopies(test.length, "site"));
        double[] shares = new double[set.classes().size()];
        Arrays.fill(shares, 1. / shares.length);
        double[][] p = evaluation.chosen().testProbabilities();
        Rival baseline = new Rival("the baseline", Rival.Kind.BASELINE, all(test.length), p);
        return Gate.judge(Protocol.standard(), heldOut, p, shares, List.of(baseline), seed);
    }

    /** Labels dealt out anew, whole subjects at a time. */
    private static TrainingSet shuffled(TrainingSet set, long seed) {
        List<String> subjects = set.subjects().stream().distinct().toList();
        List<Integer> labels = subjects.stream()
                .map(subject -> set.y()[set.subjects().indexOf(subject)])
                .collect(Collectors.toList());
        Collections.shuffle(labels, new Random(seed));
        List<String> dealt = set.subjects().stream()
                .map(subject -> set.classes().get(labels.get(subjects.indexOf(subject))))
                .toList();
        return TrainingSet.of(set.x(), dealt, set.subjects(), set.keys());
    }

    private static Set<String> failed(HeldOut heldOut, double[][] p, Rival... rivals) {
        return Gate.judge(Protocol.standard(), heldOut, p, SHARES, List.of(rivals), 1).failed().stream()
                .map(GateCheck::name)
                .collect(Collectors.toSet());
    }

    private static Rival rival(Rival.Kind kind, double[][] p) {
        return new Rival("the other", kind, all(p.length), p);
    }

    /** Half of each class; every twentieth sample is of the small site. */
    private static HeldOut heldOut(int samples) {
        return new HeldOut(
                IntStream.range(0, samples).map(i -> i % 2).toArray(),
                List.of("a", "b"),
                IntStream.range(0, samples).mapToObj(i -> "p" + i).toList(),
                IntStream.range(0, samples)
                        .mapToObj(i -> i % 20 < 1 ? "small" : "large")
                        .toList());
    }

    /** Right at this share of the samples, the same ones for the same seed. */
    private static double[][] calls(HeldOut heldOut, long seed, double right) {
        Random random = new Random(seed);
        return IntStream.range(0, heldOut.samples())
                .mapToObj(i -> call(random.nextDouble() < right ? heldOut.y()[i] : 1 - heldOut.y()[i]))
                .toArray(double[][]::new);
    }

    private static double[] call(int c) {
        return c == 0 ? new double[] {.9, .1} : new double[] {.1, .9};
    }

    private static int[] all(int n) {
        return IntStream.range(0, n).toArray();
    }
}
