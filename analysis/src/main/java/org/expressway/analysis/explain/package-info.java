/**
 * Why a call and not the next one: integrated gradients of the margin between the two most probable classes, from the mean
 * profile of the second to the sample, per gene and added up over gene sets.
 *
 * <p>It explains the model, not the tumour: a gene with a large contribution moved the call, and need not drive the disease.
 * What computes gradients is behind {@link org.expressway.analysis.explain.MarginPath}; files are read elsewhere, lines
 * are understood here.
 */
@NullMarked
package org.expressway.analysis.explain;

import org.jspecify.annotations.NullMarked;
