/**
 * What a sample costs, step by step, measured with JMH.
 *
 * <p>{@link org.expressway.benchmarks.Workload} is what the benchmarks work on: simulated counts of a reference and of
 * one batch with an effect. JMH generates subclasses, so a class of benchmarks is public and not final.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.benchmarks;
