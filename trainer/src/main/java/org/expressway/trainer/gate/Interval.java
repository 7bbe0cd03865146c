package org.expressway.trainer.gate;

/**
 * A difference between two models and how far chance may have moved it.
 *
 * @param difference mean over the samples
 * @param low lower end of the interval
 * @param high upper end
 */
public record Interval(double difference, double low, double high) {}
