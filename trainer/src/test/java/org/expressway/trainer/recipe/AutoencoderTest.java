package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** DL4J's graph of the same layers and losses is the oracle. */
class AutoencoderTest {
    private static final int ROWS = 9;
    private static final Autoencoder.Shape SHAPE = new Autoencoder.Shape(30, 12, 5, 7, 3, 0, 0);
    private static final List<String> NAMES = List.of("encode", "latent", "decode", "reconstruct", "hidden", "output");
    private static final double[] WEIGHTS = {.5, 1, 2};

    @Test
    void gradientsAndLossAreThoseOfTheSameNetworkInDl4j() {
        float[] x = samples();
        int[] labels = labels();
        try (Autoencoder ours = new Autoencoder(SHAPE, 4)) {
            ComputationGraph theirs = graph(ours.affine());
            theirs.setInput(0, Nd4j.create(x, new long[] {ROWS, 30}, 'c'));
            theirs.setLabels(Nd4j.create(x, new long[] {ROWS, 30}, 'c'), DenseNetwork.oneHot(labels, 3));
            theirs.computeGradientAndScore();
            ours.classifying(x, labels, WEIGHTS, new Autoencoder.Pace(0, 0));

            for (int l = 0; l < NAMES.size(); l++) {
                String name = NAMES.get(l);
                assertThat(timesRows(ours.gradients().get(l)))
                        .as(name)
                        .containsExactly(
                                joined(
                                        theirs.gradient().getGradientFor(name + "_W"),
                                        theirs.gradient().getGradientFor(name + "_b")),
                                within(2e-5f));
            }
        }
    }

    @Test
    void stepsAreThoseOfDl4jsAdam() {
        float[] x = samples();
        int[] labels = labels();
        try (Autoencoder ours = new Autoencoder(SHAPE, 4)) {
            ComputationGraph theirs = graph(ours.affine());
            for (int step = 0; step < 5; step++) {
                ours.classifying(x, labels, WEIGHTS, new Autoencoder.Pace(1e-3, 0));
                INDArray values = Nd4j.create(x, new long[] {ROWS, 30}, 'c');
                theirs.fit(new INDArray[] {values}, new INDArray[] {values, DenseNetwork.oneHot(labels, 3)});
            }
            for (int l = 0; l < NAMES.size(); l++) {
                assertThat(ours.affine().get(l).weights())
                        .as(NAMES.get(l))
                        .containsExactly(
                                DenseNetwork.flat(theirs.getLayer(NAMES.get(l)).getParam("W")), within(2e-5f));
            }
        }
    }

    private static ComputationGraph graph(List<AffineLayer> layers) {
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .updater(new Adam(1e-3))
                .activation(Activation.RELU)
                .graphBuilder()
                .addInputs("genes")
                .addLayer("encode", new DenseLayer.Builder().nIn(30).nOut(12).build(), "genes")
                .addLayer(
                        "latent",
                        new DenseLayer.Builder()
                                .nIn(12)
                                .nOut(5)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "encode")
                .addLayer("decode", new DenseLayer.Builder().nIn(5).nOut(12).build(), "latent")
                .addLayer(
                        "reconstruct",
                        new OutputLayer.Builder(new LossMSE())
                                .activation(Activation.IDENTITY)
                                .nIn(12)
                                .nOut(30)
                                .build(),
                        "decode")
                .addLayer("hidden", new DenseLayer.Builder().nIn(5).nOut(7).build(), "latent")
                .addLayer(
                        "output",
                        new OutputLayer.Builder(
                                        new LossMCXENT(Nd4j.create(new float[] {.5f, 1, 2}, new long[] {1, 3}, 'c')))
                                .activation(Activation.SOFTMAX)
                                .nIn(7)
                                .nOut(3)
                                .build(),
                        "hidden")
                .setOutputs("reconstruct", "output")
                .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        for (int l = 0; l < NAMES.size(); l++) {
            AffineLayer layer = layers.get(l);
            graph.getLayer(NAMES.get(l))
                    .setParam("W", Nd4j.create(layer.weights(), new long[] {layer.inputs(), layer.outputs()}, 'c'));
            graph.getLayer(NAMES.get(l)).setParam("b", Nd4j.create(layer.bias(), new long[] {1, layer.outputs()}, 'c'));
        }
        return graph;
    }

    /** DL4J sums over a batch and divides by its size in the updater. */
    private static float[] timesRows(float[] means) {
        float[] sums = new float[means.length];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = means[j] * ROWS;
        }
        return sums;
    }

    private static float[] joined(INDArray weights, INDArray bias) {
        float[] w = DenseNetwork.flat(weights);
        float[] b = DenseNetwork.flat(bias);
        float[] out = java.util.Arrays.copyOf(w, w.length + b.length);
        System.arraycopy(b, 0, out, w.length, b.length);
        return out;
    }

    private static float[] samples() {
        SplittableRandom random = new SplittableRandom(8);
        float[] x = new float[ROWS * 30];
        for (int j = 0; j < x.length; j++) {
            x[j] = (float) (2 * random.nextDouble() - 1);
        }
        return x;
    }

    private static int[] labels() {
        return new int[] {0, 1, 2, 2, 1, 0, 0, 1, 2};
    }
}
