/**
 * The trainer: a process of its own that turns labelled samples into a released model.
 *
 * <p>{@code TrainerMain → TrainingRun}: snapshot of the topics ({@code snapshot}), split by subject ({@code cohort}), both
 * recipes ({@code recipe}), figures and choice ({@code evaluate}, {@code choose}), export and its check ({@code onnx}),
 * bundle and announcement ({@code release}). The only module with DL4J on its class path.
 */
@NullMarked
package org.expressway.trainer;

import org.jspecify.annotations.NullMarked;
