package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.analysis.explain.Attribution;
import org.expressway.analysis.explain.IntegratedGradients;
import org.expressway.analysis.explain.Margin;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.ExportedPath;
import org.expressway.trainer.onnx.OnnxWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Do explanations name the genes that make a subtype? A cohort of 20,000 genes like the demonstration's: five programmes of 60
 * genes, a third shared with each neighbour, of which a subject has one, more or less strongly, under its own variation of every
 * gene. True for a margin is every gene whose programmes are not the same in call and runner-up.
 */
class ProgrammeRecallTest {
    private static final int GENES = 20_000;
    private static final int SUBTYPES = 5;
    private static final int PROGRAMME = 60;
    private static final int STRIDE = 40;
    private static final int SUBJECTS = 300;
    private static final int SHOWN = 50;
    private static final double EFFECT = .65;
    private static final double ACTIVITY_SD = .25;
    private static final double OWN_SD = .35;

    @ParameterizedTest
    @CsvSource({"logistic, costs: [.001], .5", "dense, maxEpochs: 25, .3"})
    void theGenesShownAreThoseOfTheProgrammes(String name, String setting, double least, @TempDir Path folder)
            throws IOException {
        TrainingSet set = cohort(new Random(7));
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 1);
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), "recipe: " + name + "\n" + setting + "\n");
        TrainedModel model = Recipes.read(recipe).train(set, split, 1, Progress.silent());
        double[] recall = new double[SUBTYPES];
        int[] called = new int[SUBTYPES];
        int complete = 0;
        try (ExportedPath path = new ExportedPath(OnnxWriter.explanation(model, SUBTYPES), SUBTYPES)) {
            for (int i : split.test()) {
                Margin margin =
                        Margin.of(model.probabilities(new float[][] {set.x().get(i)})[0]);
                Attribution seen = IntegratedGradients.of(
                        path, mean(set, split.train(), margin.second()), set.x().get(i), margin);
                complete += seen.complete() ? 1 : 0;
                if (margin.top() == set.y()[i]) {
                    Set<Integer> wanted = apart(margin.top(), margin.second());
                    long found = Arrays.stream(seen.largest(SHOWN))
                            .filter(wanted::contains)
                            .count();
                    recall[margin.top()] += (double) found / SHOWN;
                    called[margin.top()]++;
                }
            }
        }
        for (int c = 0; c < SUBTYPES; c++) {
            recall[c] /= called[c];
        }
        System.out.printf(
                "%s: of %d test samples %d called right, %d explained completely; true genes among the first %d, by"
                        + " subtype: %s%n",
                model.recipe(),
                split.test().length,
                Arrays.stream(called).sum(),
                complete,
                SHOWN,
                Arrays.toString(
                        Arrays.stream(recall).mapToObj("%.2f"::formatted).toArray()));
        assertThat(complete).isGreaterThanOrEqualTo((int) Math.ceil(.99 * split.test().length));
        assertThat(Arrays.stream(recall).min().orElseThrow()).isGreaterThan(least);
    }

    /** Where two programmes differ: by chance a gene is one of them in 120 of 20,000. */
    private static Set<Integer> apart(int a, int b) {
        Set<Integer> either = new HashSet<>(programme(a));
        either.addAll(programme(b));
        Set<Integer> both = new HashSet<>(programme(a));
        both.retainAll(programme(b));
        either.removeAll(both);
        return either;
    }

    /** Spread over the panel; the last {@value #STRIDE} less of each are the first of the next. */
    private static List<Integer> programme(int subtype) {
        return IntStream.range(0, PROGRAMME)
                .mapToObj(i -> (subtype * STRIDE + i) % (SUBTYPES * STRIDE) * 97)
                .toList();
    }

    private static TrainingSet cohort(Random random) {
        float[] base = new float[GENES];
        double[] effect = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            base[g] = (float) (8 + 1.2 * random.nextGaussian());
            effect[g] = EFFECT * random.nextGaussian();
        }
        float[][] x = new float[SUBJECTS][];
        for (int s = 0; s < SUBJECTS; s++) {
            x[s] = profile(s % SUBTYPES, base, effect, random);
        }
        List<String> ids = IntStream.range(0, SUBJECTS).mapToObj(s -> "s" + s).toList();
        List<String> labels = new ArrayList<>();
        IntStream.range(0, SUBJECTS).forEach(s -> labels.add("subtype" + s % SUBTYPES));
        return TrainingSet.of(x, labels, ids, ids);
    }

    private static float[] profile(int subtype, float[] base, double[] effect, Random random) {
        float[] values = base.clone();
        for (int k = 0; k < SUBTYPES; k++) {
            double activity = (k == subtype ? 1 : 0) + ACTIVITY_SD * random.nextGaussian();
            for (int g : programme(k)) {
                values[g] += (float) (activity * effect[g]);
            }
        }
        for (int g = 0; g < GENES; g++) {
            values[g] += (float) (OWN_SD * random.nextGaussian());
        }
        return values;
    }

    private static float[] mean(TrainingSet set, int[] samples, int label) {
        double[] sum = new double[GENES];
        int n = 0;
        for (int i : samples) {
            if (set.y()[i] == label) {
                n++;
                for (int g = 0; g < GENES; g++) {
                    sum[g] += set.x().get(i)[g];
                }
            }
        }
        float[] mean = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            mean[g] = (float) (sum[g] / n);
        }
        return mean;
    }
}
