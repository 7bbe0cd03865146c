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
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.onnx.Parity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCGA-BRCA mRNA of the mixOmics package, its official split of 150 training and 70 test samples, 3 subtypes. */
class BreastCancerTest {
    private static final Path SHARED =
            Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");

    @ParameterizedTest
    @ValueSource(strings = {"logistic", "dense"})
    void theOfficialTestSamplesAreCalledAsWellAsByTunedClassicalModels(String name) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SHARED), "needs ../shared");
        Path folder = SHARED.resolve("data/tcga-brca-mixomics-220");
        List<String[]> sheet = Files.readAllLines(folder.resolve("samples.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .toList();
        TrainingSet set = cohort(folder, sheet);
        Split split = officialSplit(set, sheet);
        Recipe recipe = name.equals("dense") ? DenseRecipe.standard() : LogisticRecipe.standard();
        TrainedModel model = recipe.train(set, split, 1, Progress.silent());

        assertThat(LogisticRecipeTest.accuracy(model, set, split.test())).isGreaterThanOrEqualTo(.94);
        assertThat(Parity.require(model, OnnxWriter.write(model), set.rows(split.test())))
                .isLessThanOrEqualTo(1e-5);
    }

    private static TrainingSet cohort(Path folder, List<String[]> sheet) throws IOException {
        List<String> ids = sheet.stream().map(row -> row[0]).toList();
        return TrainingSet.of(values(folder), sheet.stream().map(row -> row[2]).toList(), ids, ids);
    }

    /** The official test side stays whole; a fifth of the official training side stops the training early. */
    private static Split officialSplit(TrainingSet set, List<String[]> sheet) {
        int[] train = IntStream.range(0, sheet.size())
                .filter(i -> sheet.get(i)[1].equals("train"))
                .toArray();
        int[] test = IntStream.range(0, sheet.size())
                .filter(i -> sheet.get(i)[1].equals("test"))
                .toArray();
        Split inner = SubjectSplit.of(set.subset(train), new SplitShares(.01, .2), Set.of(), 1);
        int[] fitted = IntStream.concat(IntStream.of(inner.train()), IntStream.of(inner.validation()))
                .map(i -> train[i])
                .sorted()
                .toArray();
        int[] validation = IntStream.of(inner.test()).map(i -> train[i]).toArray();
        return new Split(fitted, validation, test, false);
    }

    /** Samples × genes of a genes × samples table. */
    private static float[][] values(Path folder) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("matrix.tsv.gz"))), StandardCharsets.UTF_8))) {
            List<String[]> genes =
                    in.lines().skip(1).map(line -> line.split("\t")).toList();
            float[][] values = new float[genes.get(0).length - 1][genes.size()];
            for (int g = 0; g < genes.size(); g++) {
                for (int i = 0; i < values.length; i++) {
                    values[i][g] = Float.parseFloat(genes.get(g)[i + 1]);
                }
            }
            return values;
        }
    }
}
