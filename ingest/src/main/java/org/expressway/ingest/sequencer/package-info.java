/**
 * A sequencer that does not exist: publishes simulated runs to a running platform, at a rate, for demonstrations and load.
 * Its samples are those of {@link org.expressway.ingest.simulate.SimulatedRuns}; broken records come among them if asked for.
 */
@NullMarked
package org.expressway.ingest.sequencer;

import org.jspecify.annotations.NullMarked;
