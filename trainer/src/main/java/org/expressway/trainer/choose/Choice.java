package org.expressway.trainer.choose;

import java.util.List;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * The outcome of a training.
 *
 * @param split who stood where
 * @param candidates one per recipe, the baseline first
 * @param chosen the one whose recipe is released, with the figures that are reported
 * @param released the chosen recipe trained once more, on all but the test side, which calibrates it
 * @param onnx the released model exported
 * @param parity largest difference of a probability between the released model and its export
 */
public record Choice(
        Split split, List<Candidate> candidates, Candidate chosen, TrainedModel released, byte[] onnx, double parity) {}
