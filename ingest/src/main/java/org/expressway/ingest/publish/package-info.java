/**
 * Sends what laboratories say to the topics: samples to expression.sample.raw.v1, labels to subtype.label.v1, closed runs
 * to sequencing.run.v1, panels to gene.panel.v1. A file is read, joined and aligned as a whole before its first record
 * is sent. Kafka's and the registry's own exceptions pass through: they are faults of the infrastructure, not the input.
 */
@NullMarked
package org.expressway.ingest.publish;

import org.jspecify.annotations.NullMarked;
