package org.expressway.trainer.recipe;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A trained dense network. */
record DenseModel(DenseNetwork network, Map<String, String> settings) implements TrainedModel {
    @Override
    public String recipe() {
        return DenseRecipe.NAME;
    }

    @Override
    public Standardisation standardisation() {
        return network.inputs().panel();
    }

    List<AffineLayer> layers() {
        return network.layers();
    }

    @Override
    public void write(Graph graph) {
        graph.classifier(layers(), network.inputs().write(graph));
    }

    @Override
    public void explain(Graph graph, int classes) {
        List<AffineLayer> layers = layers();
        List<Boolean> bent = Collections.nCopies(layers.size() - 1, true);
        new LayerPath(network.inputs(), layers, bent).write(graph);
    }

    @Override
    public double[][] probabilities(float[][] x) {
        return network.probabilities(x);
    }
}
