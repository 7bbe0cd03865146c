package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A trained DL4J network with its standardisation. */
record DenseModel(MultiLayerNetwork network, Standardisation standardisation, Map<String, String> settings)
        implements TrainedModel {
    /** Rows scored at once; bounds the native memory of a large cohort. */
    private static final int CHUNK = 256;

    @Override
    public String recipe() {
        return "dense";
    }

    @Override
    public List<AffineLayer> layers() {
        return IntStream.range(0, network.getnLayers()).mapToObj(this::layer).toList();
    }

    private AffineLayer layer(int index) {
        INDArray weights = network.getParam(index + "_W");
        INDArray bias = network.getParam(index + "_b");
        return new AffineLayer((int) weights.size(0), (int) weights.size(1), flat(weights), flat(bias));
    }

    private static float[] flat(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    @Override
    public double[][] probabilities(float[][] x) {
        return probabilities(network, standardisation, x);
    }

    static double[][] probabilities(MultiLayerNetwork network, Standardisation standardisation, float[][] x) {
        double[][] out = new double[x.length][];
        for (int from = 0; from < x.length; from += CHUNK) {
            float[][] rows = Arrays.copyOfRange(x, from, Math.min(x.length, from + CHUNK));
            double[][] p = chunk(network, standardisation.apply(rows), rows.length);
            System.arraycopy(p, 0, out, from, p.length);
        }
        return out;
    }

    private static double[][] chunk(MultiLayerNetwork network, float[] standardised, int rows) {
        try (INDArray x = Nd4j.create(standardised, new long[] {rows, standardised.length / rows}, 'c')) {
            return network.output(x).toDoubleMatrix();
        }
    }
}
