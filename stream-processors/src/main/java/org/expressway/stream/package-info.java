/**
 * The Flink jobs of Expressway: {@link org.expressway.stream.HarmonizeJob} checks, normalises and batch-corrects samples
 * in flight; {@link org.expressway.stream.BuildReferenceJob} makes a reference profile from published samples. Operators
 * are thin: the science is in {@code analysis}, the life of a batch in {@code batch}.
 */
@NullMarked
package org.expressway.stream;

import org.jspecify.annotations.NullMarked;
