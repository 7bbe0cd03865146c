package org.expressway.trainer.choose;

import java.util.List;
import org.expressway.trainer.cohort.Split;

/**
 * The outcome of a training.
 *
 * @param split who stood where
 * @param candidates one per recipe, the baseline first
 * @param chosen the one to release
 * @param onnx the chosen model exported
 * @param parity largest difference of a probability between the chosen model and its export
 */
public record Choice(Split split, List<Candidate> candidates, Candidate chosen, byte[] onnx, double parity) {}
