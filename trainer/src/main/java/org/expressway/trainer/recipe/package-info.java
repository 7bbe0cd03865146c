/**
 * How a model is learned: the L2 logistic baseline and the DL4J dense network.
 *
 * <p>A recipe takes a training set and its split and gives a {@link org.expressway.trainer.recipe.TrainedModel}. Every
 * model of every recipe is a standardisation followed by affine layers with ReLU between them and softmax at the end;
 * that is what the exporter writes. No recipe ever looks at the test side.
 */
@NullMarked
package org.expressway.trainer.recipe;

import org.jspecify.annotations.NullMarked;
