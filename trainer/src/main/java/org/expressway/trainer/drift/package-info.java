/**
 * What a released model says of drift: the part of its bundle that charts of later samples are read against, learned from
 * the subjects that the model has seen (what is usual) and from those that it has not (how far, and how often).
 */
@NullMarked
package org.expressway.trainer.drift;

import org.jspecify.annotations.NullMarked;
