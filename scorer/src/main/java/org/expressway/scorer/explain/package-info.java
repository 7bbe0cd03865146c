/**
 * Why a prediction says what it says: the bundle's explanation graph in ONNX Runtime, what {@link
 * org.expressway.analysis.explain} makes of it, and which predictions are explained as they are made. The command that
 * explains a prediction afterwards calls the same code.
 */
@NullMarked
package org.expressway.scorer.explain;

import org.jspecify.annotations.NullMarked;
