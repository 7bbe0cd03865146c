package org.expressway.stream.batch;

import org.expressway.schemas.avro.BatchState;

/**
 * When an open batch tries a fit: once one is possible, and then as often as its study samples or its controls double. A
 * fit passes over all that is held, so over the life of a batch of n study samples and c controls this is less than
 * 3 + log2(c) passes, whether the controls come first, last or in between.
 */
final class Renewal {
    private Renewal() {}

    /** @param enough study samples from which on a batch is corrected without controls */
    static boolean due(BatchState state, int enough) {
        int study = state.getStudySamples();
        int controls = state.getControlSamples();
        boolean possible = study >= enough || controls > 0;
        boolean enoughNow = study >= enough && state.getTriedStudySamples() < enough;
        return possible
                && (enoughNow
                        || doubled(study, state.getTriedStudySamples())
                        || doubled(controls, state.getTriedControlSamples()));
    }

    /** The state that remembers a try, whatever came of it. */
    static BatchState tried(BatchState state) {
        return BatchState.newBuilder(state)
                .setTriedStudySamples(state.getStudySamples())
                .setTriedControlSamples(state.getControlSamples())
                .build();
    }

    private static boolean doubled(int now, int tried) {
        return now > 0 && now >= 2 * tried;
    }
}
