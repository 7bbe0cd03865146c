/**
 * What a model's ONNX bytes say of its layers. ONNX Runtime runs a graph and does not show its weights; the error of a correction
 * needs them. Only the few fields of the protobuf message that matter are read, and a graph of another make is no fault: it has
 * no layers to show.
 */
@NullMarked
package org.expressway.scorer.graph;

import org.jspecify.annotations.NullMarked;
