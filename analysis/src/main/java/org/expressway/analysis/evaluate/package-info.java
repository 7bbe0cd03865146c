/**
 * How well calls did against what turned out to be true: accuracy and its interval, log loss, Brier score, calibration error
 * and what a perfect model would show. One set of definitions, for the trainer's held-out subjects and for calls in service.
 */
@NullMarked
package org.expressway.analysis.evaluate;

import org.jspecify.annotations.NullMarked;
