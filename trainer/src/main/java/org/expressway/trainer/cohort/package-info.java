/**
 * The labelled samples a model is learned from, and who stands on which side.
 *
 * <p>A person, not a sample, is what is drawn: two samples of one subject resemble each other more than two
 * subjects of one class do, and a model that has seen the one answers for the other from memory.
 */
@NullMarked
package org.expressway.trainer.cohort;

import org.jspecify.annotations.NullMarked;
