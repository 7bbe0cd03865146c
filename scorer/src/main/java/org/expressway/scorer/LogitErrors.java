package org.expressway.scorer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.expressway.analysis.propagate.ErrorThroughLayers;
import org.expressway.analysis.propagate.LogitDraws;
import org.expressway.scorer.graph.Layers;

/** From the error of a sample's correction to that of a model's logits. What the samples of a fit share is kept for the last fits. */
sealed interface LogitErrors {
    /**
     * Covariance of the logits, classes × classes.
     *
     * @param input the profile as it was scored, without gaps
     */
    double[][] covariance(float[] input, Model.Scores scores, FitError error);

    /** By the weights, for a model that is a chain of layers: the delta method. */
    record ByWeights(Layers layers, ErrorThroughLayers through, Recent<double[][]> ofFits) implements LogitErrors {
        /** A first layer of 512 takes 2 MB. */
        private static final int FITS = 16;

        ByWeights(Layers layers) {
            this(layers, new ErrorThroughLayers(layers.steps()), new Recent<>(FITS));
        }

        @Override
        public double[][] covariance(float[] input, Model.Scores scores, FitError error) {
            double[][] first = ofFits.get(error.fitId(), fit -> through.ofFirstLayer(layers.scaled(error.variance())));
            return through.ofLogits(first, scores.active());
        }
    }

    /** By a few draws of the error, the same for all samples of a fit, for any other model. */
    record ByDraws(Function<List<float[]>, List<Model.Scores>> model, Recent<float[][]> ofFits) implements LogitErrors {
        /** 64 draws of 20,000 genes take 5 MB. */
        private static final int FITS = 4;

        ByDraws(Function<List<float[]>, List<Model.Scores>> model) {
            this(model, new Recent<>(FITS));
        }

        @Override
        public double[][] covariance(float[] input, Model.Scores scores, FitError error) {
            List<float[]> moved = new ArrayList<>();
            for (float[] shift : ofFits.get(error.fitId(), fit -> LogitDraws.errors(error.variance()))) {
                float[] row = input.clone();
                for (int g = 0; g < row.length; g++) {
                    row[g] += shift[g];
                }
                moved.add(row);
            }
            return LogitDraws.covariance(
                    model.apply(moved).stream().map(Model.Scores::logits).toArray(double[][]::new));
        }
    }
}
