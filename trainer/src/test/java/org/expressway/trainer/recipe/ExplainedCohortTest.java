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

/**
 * Do contributions make the margin? TCGA-BRCA, 712 tumours, the 50 PAM50 genes, five published subtypes; and eleven cancer types of
 * TCGA with the normal tissue beside each, 1,204 samples of 3,556 genes, some of them missing.
 */
class ExplainedCohortTest {
    private static final Path SHARED =
            Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "dense", "autoencoder", "attention"})
    void contributionsMakeTheMarginOfNinetyNineTumoursInAHundred(String name) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "needs ../shared");
        requireComplete(name, cohort(SHARED.resolve("data/tcga-brca-pam50-712"), "pam50_paper"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "dense", "autoencoder", "attention"})
    void andOfNinetyNineSamplesOfElevenCancerTypesInAHundred(String name) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "needs ../shared");
        requireComplete(name, cohort(SHARED.resolve("data/tcga-11cohorts-tumour-normal"), "cohort"));
    }

    private static void requireComplete(String name, TrainingSet set) throws IOException {
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
                "%s: %d of %d samples complete, largest gap %.3f %%, steps up to %d%n",
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

    /** NaN where a class has no value of a gene. */
    private static float[][] centroids(TrainingSet set, int[] train) {
        float[][] centroids = new float[set.classes().size()][set.genes()];
        int[][] n = new int[centroids.length][set.genes()];
        for (int i : train) {
            float[] row = set.x().get(i);
            for (int g = 0; g < row.length; g++) {
                centroids[set.y()[i]][g] += Float.isNaN(row[g]) ? 0 : row[g];
                n[set.y()[i]][g] += Float.isNaN(row[g]) ? 0 : 1;
            }
        }
        for (int c = 0; c < n.length; c++) {
            for (int g = 0; g < set.genes(); g++) {
                centroids[c][g] /= n[c][g];
            }
        }
        return centroids;
    }

    /** @param label the column of the sheet that names a sample's class */
    private static TrainingSet cohort(Path folder, String label) throws IOException {
        List<List<String>> sheet = Files.readAllLines(folder.resolve("samples.tsv")).stream()
                .map(line -> List.of(line.replace("\"", "").split("\t")))
                .toList();
        List<List<String>> rows = sheet.subList(1, sheet.size());
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("matrix.tsv.gz"))), StandardCharsets.UTF_8))) {
            List<String[]> genes =
                    in.lines().skip(1).map(line -> line.split("\t")).toList();
            float[][] values = new float[rows.size()][genes.size()];
            for (int g = 0; g < genes.size(); g++) {
                for (int i = 0; i < values.length; i++) {
                    String value = genes.get(g)[i + 1];
                    values[i][g] = value.equals("NA") ? Float.NaN : Float.parseFloat(value);
                }
            }
            return TrainingSet.of(
                    values,
                    column(sheet.get(0), rows, label),
                    column(sheet.get(0), rows, "patient"),
                    column(sheet.get(0), rows, "sample"));
        }
    }

    private static List<String> column(List<String> header, List<List<String>> rows, String name) {
        int at = header.indexOf(name);
        return rows.stream().map(row -> row.get(at)).toList();
    }
}
