/**
 * The reference profile: everything that is learned once from the reference cohort and then frozen.
 *
 * <p>The same set of samples gives the same profile, and the same profile gives the same bytes, so a profile can be
 * addressed by its content.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.reference;
