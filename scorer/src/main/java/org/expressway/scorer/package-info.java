/**
 * The scorer: a Kafka Streams topology that turns corrected samples into ranked subtypes with the champion of their
 * reference, exactly once, and takes up a new release at a record boundary. Inference is ONNX Runtime; no training
 * framework stands on this class path. Reads: {@link org.expressway.scorer.ScorerTopology}.
 */
@NullMarked
package org.expressway.scorer;

import org.jspecify.annotations.NullMarked;
