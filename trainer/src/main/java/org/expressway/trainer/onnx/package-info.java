/**
 * Models as ONNX: written with the protobuf classes nd4j-api ships, and checked by ONNX Runtime, which is what will score.
 *
 * <p>Input {@code expression} float32 [batch, genes] holds corrected values without gaps; outputs {@code logits} and
 * {@code probabilities} are float32 [batch, classes].
 */
@NullMarked
package org.expressway.trainer.onnx;

import org.jspecify.annotations.NullMarked;
