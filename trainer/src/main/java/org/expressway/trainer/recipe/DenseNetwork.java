package org.expressway.trainer.recipe;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J network of affine layers, with what it is fed. */
record DenseNetwork(MultiLayerNetwork network, Inputs inputs, int classes) implements Learner {
    List<AffineLayer> layers() {
        return IntStream.range(0, network.getnLayers())
                .mapToObj(index -> layer(network.getParam(index + "_W"), network.getParam(index + "_b")))
                .toList();
    }

    static AffineLayer layer(INDArray weights, INDArray bias) {
        return new AffineLayer((int) weights.size(0), (int) weights.size(1), flat(weights), flat(bias));
    }

    static float[] flat(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    @Override
    public Runnable kept() {
        INDArray weights = network.params().dup();
        return () -> network.setParams(weights);
    }

    @Override
    public double step(float[][] rows, int[] labels) {
        try (INDArray x = Nd4j.create(inputs.apply(rows), new long[] {rows.length, inputs.width()}, 'c');
                INDArray y = oneHot(labels, classes)) {
            network.fit(x, y);
            return network.score();
        }
    }

    static INDArray oneHot(int[] labels, int classes) {
        float[] wanted = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            wanted[i * classes + labels[i]] = 1;
        }
        return Nd4j.create(wanted, new long[] {labels.length, classes}, 'c');
    }

    @Override
    public double[][] probabilities(float[][] rows) {
        try (INDArray x = Nd4j.create(inputs.apply(rows), new long[] {rows.length, inputs.width()}, 'c')) {
            return network.output(x).toDoubleMatrix();
        }
    }
}
