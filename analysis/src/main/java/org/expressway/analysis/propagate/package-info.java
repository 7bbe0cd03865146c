/**
 * From an error of the inputs to the doubt of a call: independent errors of the genes, carried through a classifier to first
 * order, give a covariance of its logits; from that come standard deviations of probability and margin, and how probable
 * another call is. Pure; what the classifier is, and where the errors come from, others say.
 */
@NullMarked
package org.expressway.analysis.propagate;

import org.jspecify.annotations.NullMarked;
