/**
 * The guard: is the class mix of a batch the reference's, another one, or can batch and biology not be told apart?
 *
 * <p>{@link org.expressway.analysis.guard.LatentClasses} freezes what the reference has shown of its classes, {@link
 * org.expressway.analysis.guard.Guard} judges a batch against it, and a {@link
 * org.expressway.analysis.guard.Composition} is the judgement.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.guard;
