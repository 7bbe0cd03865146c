package org.expressway.ingest.sequencer;

/**
 * How far a simulated sequencer has come.
 *
 * @param samples acknowledged by Kafka
 * @param labels sent
 * @param broken records sent that cannot be used
 * @param runsClosed runs that were ended
 * @param panelId of the panel that the samples follow
 */
public record SequencerReport(
        long samples,
        long labels,
        long broken,
        int runsClosed,
        double seconds,
        String panelId,
        boolean panelOfReference) {
    /** Told how far it is, after each sample. */
    public interface Watcher {
        void seen(SequencerReport report);
    }

    /** Samples a second so far. */
    public double rate() {
        return seconds > 0 ? samples / seconds : 0;
    }
}
