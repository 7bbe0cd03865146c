package org.expressway.trainer.search;

import java.util.List;
import java.util.Map;
import org.expressway.trainer.features.Module;
import org.expressway.trainer.recipe.Graph;
import org.expressway.trainer.recipe.Standardisation;
import org.expressway.trainer.recipe.TrainedModel;

/** A model that says how its settings were found. */
record SearchedModel(TrainedModel model, Map<String, String> settings) implements TrainedModel {
    @Override
    public String recipe() {
        return model.recipe();
    }

    @Override
    public Standardisation standardisation() {
        return model.standardisation();
    }

    @Override
    public double[][] probabilities(float[][] x) {
        return model.probabilities(x);
    }

    @Override
    public Map<String, float[][]> further(float[][] x) {
        return model.further(x);
    }

    @Override
    public void write(Graph graph) {
        model.write(graph);
    }

    @Override
    public void explain(Graph graph, int classes) {
        model.explain(graph, classes);
    }

    @Override
    public List<Module> modules() {
        return model.modules();
    }
}
