/**
 * What the topics say at one moment: the labelled, settled study samples on the active reference's scale.
 *
 * <p>A snapshot has a fingerprint over all that a model learned from it depends on, so that two trainings can be told to
 * have seen the same data.
 */
@NullMarked
package org.expressway.trainer.snapshot;

import org.jspecify.annotations.NullMarked;
