package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.expressway.analysis.explain.Attribution;
import org.expressway.analysis.explain.Baseline;
import org.expressway.analysis.explain.IntegratedGradients;
import org.expressway.analysis.explain.Margin;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.ExportedPath;
import org.expressway.trainer.onnx.OnnxWriter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCGA-BRCA RNA-seq of 712 tumours, the 50 PAM50 genes, five published subtypes: do contributions make the margin? */
class ExplainedCohortTest {
    private static final Path SHARED =
            Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "dense", "autoencoder", "attention"})
    void contributionsMakeTheMarginOfNinetyNineTumoursInAHundred(String name) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "needs ../shared");
        TrainingSet set = cohort(SHARED.resolve("data/tcga-brca-pam50-712"));
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 1);
        TrainedModel model = recipe(name).train(set, split, 1, Progress.silent());
        int classes = set.classes().size();
        float[][] centroids = centroids(set, split.train());
        int[] steps = new int[split.test().length];
        int complete = 0;
        double worst = 0;
        try (ExportedPath path = new ExportedPath(OnnxWriter.explanation(model, classes), classes)) {
            for (int i = 0; i < steps.length; i++) {
                float[] values =
                        model.standardisation().imputed(new float[][] {set.x().get(split.test()[i])})[0];
                Margin margin = Margin.of(model.probabilities(new float[][] {values})[0]);
                float[] baseline = Baseline.of(
                                centroids[margin.second()],
                                model.standardisation().mean())
                        .values();
                Attribution seen = IntegratedGradients.of(path, baseline, values, margin);
                complete += seen.complete() ? 1 : 0;
                worst = Math.max(worst, seen.completenessGap());
                steps[i] = seen.steps();
            }
        }
        double share = (double) complete / steps.length;
        System.out.printf(
                "%s: %d of %d tumours complete, largest gap %.3f %%, steps up to %d%n",
                name,
                complete,
                steps.length,
                100 * worst,
                IntStream.of(steps).max().orElseThrow());
        assertThat(share).isGreaterThanOrEqualTo(.99);
    }

    /** Few epochs: the gap does not wait for the best model. */
    private static Recipe recipe(String name) throws IOException {
        Path file = Files.createTempFile("recipe", ".yaml");
        try {
            String settings = name.equals("logistic") ? "costs: [.01]\n" : "maxEpochs: 15\n";
            return Recipes.read(Files.writeString(file, "recipe: " + name + "\n" + settings));
        } finally {
            Files.delete(file);
        }
    }

    private static float[][] centroids(TrainingSet set, int[] train) {
        float[][] centroids = new float[set.classes().size()][set.genes()];
        int[] n = new int[centroids.length];
        for (int i : train) {
            n[set.y()[i]]++;
            for (int g = 0; g < set.genes(); g++) {
                centroids[set.y()[i]][g] += set.x().get(i)[g];
            }
        }
        for (int c = 0; c < n.length; c++) {
            for (int g = 0; g < set.genes(); g++) {
                centroids[c][g] /= n[c];
            }
        }
        return centroids;
    }

    private static TrainingSet cohort(Path folder) throws IOException {
        List<String[]> sheet = Files.readAllLines(folder.resolve("samples.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .toList();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("matrix.tsv.gz"))), StandardCharsets.UTF_8))) {
            List<String[]> genes =
                    in.lines().skip(1).map(line -> line.split("\t")).toList();
            float[][] values = new float[sheet.size()][genes.size()];
            for (int g = 0; g < genes.size(); g++) {
                for (int i = 0; i < values.length; i++) {
                    values[i][g] = Float.parseFloat(genes.get(g)[i + 1]);
                }
            }
            return TrainingSet.of(
                    values,
                    sheet.stream().map(row -> row[5]).toList(),
                    sheet.stream().map(row -> row[1]).toList(),
                    sheet.stream().map(row -> row[0]).toList());
        }
    }
}
