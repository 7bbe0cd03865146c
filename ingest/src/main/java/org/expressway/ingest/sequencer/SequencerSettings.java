package org.expressway.ingest.sequencer;

import java.time.Duration;

/**
 * What a simulated sequencer does.
 *
 * @param rate samples a second, over all sites
 * @param duration when it ends at the latest
 * @param samples how many it sends at most
 * @param labels share of samples whose subtype is published too, 0 to 1
 * @param faulty broken records as a share of samples, 0 to 1
 */
public record SequencerSettings(double rate, Duration duration, long samples, double labels, double faulty, long seed) {
    public SequencerSettings {
        if (!(rate > 0 && rate <= 1e6)) {
            throw new IllegalArgumentException("--rate " + rate + ": expected more than 0 samples a second");
        }
        if (!(labels >= 0 && labels <= 1) || !(faulty >= 0 && faulty <= 1)) {
            throw new IllegalArgumentException(
                    "--labels " + labels + ", --faulty " + faulty + ": expected shares from 0 to 1");
        }
        if (samples < 1 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                    "--samples " + samples + ", --duration " + duration.toSeconds() + " s: expected more than none");
        }
    }
}
