package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.expressway.analysis.propagate.CallDoubt;
import org.expressway.scorer.graph.Layers;
import org.expressway.scorer.graph.OnnxGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doubt of a real graph in ONNX Runtime, against draws of the error that go through the same graph. */
class LogitErrorsTest {
    private static final int GENES = 200;
    private static final int DRAWS = 4_096;

    @Test
    void theLayersOfAGraphAreFound() {
        Layers layers = Layers.of(
                        OnnxGraph.read(
                                SmallNetwork.bundle(1, GENES, 32, 16, 4).build().getOnnx()),
                        "expression",
                        "logits",
                        GENES)
                .orElseThrow();
        assertThat(layers.steps()).extracting(step -> step.outputs()).containsExactly(32, 16, 4);
        assertThat(layers.rectified()).containsExactly("out0", "out1", null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theDoubtIsThatOfDraws(long seed) throws InvalidModel {
        Model model =
                new Model("digest", SmallNetwork.bundle(seed, GENES, 32, 16, 4).build());
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = SmallNetwork.profile(random, GENES);
        double[] variance = DoubleStream.generate(() -> random.nextDouble(.005, .02))
                .limit(GENES)
                .toArray();
        Model.Scores scores = model.score(values);
        CallDoubt doubt = model.doubt(values, scores, scores.probabilities(), 1, new FitError("fit", variance));
        int first = largest(scores.probabilities());
        double sum = 0;
        double squares = 0;
        for (int d = 0; d < DRAWS; d++) {
            float[] moved = values.clone();
            for (int g = 0; g < GENES; g++) {
                moved[g] += (float) (Math.sqrt(variance[g]) * random.nextGaussian());
            }
            double p = model.score(moved).probabilities()[first];
            sum += p;
            squares += p * p;
        }
        double drawn = Math.sqrt(squares / DRAWS - sum / DRAWS * sum / DRAWS);
        assertThat(doubt.probabilitySd()).as("seed %d", seed).isPositive().isCloseTo(drawn, within(.15 * drawn));
    }

    private static int largest(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            best = p[k] > p[best] ? k : best;
        }
        return best;
    }
}
