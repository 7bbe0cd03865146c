/**
 * Samples of a file with what is known of them, as the command hands them to the trainer's process: a matrix is read by
 * one process, which knows the laboratories' formats, and learned from by another, which does not.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.labelled;
