/**
 * What a released model carries beside its classifier: temperature, conformal thresholds, what is strange, and the classes'
 * centroids; learned on subjects that the model has not seen, and written into its bundle.
 */
@NullMarked
package org.expressway.trainer.calibrate;

import org.jspecify.annotations.NullMarked;
