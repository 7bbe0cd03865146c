package org.expressway.trainer.snapshot;

import org.expressway.trainer.cohort.UnfitTrainingSet;

/** A training holds its labelled samples and some copies of them; better to say so before than to die of it in an hour. */
final class Memory {
    /** The samples, as they were first served, their standardised copy, and room for the rest. */
    private static final double COPIES = 3.5;

    private Memory() {}

    /** @throws UnfitTrainingSet when the heap cannot hold a training on so many samples */
    static void requireFor(long samples, long genes) {
        double needed = COPIES * samples * genes * Float.BYTES;
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new UnfitTrainingSet(
                    "%d labelled samples of %d genes need about %.1f GB to train on, the trainer may use %.1f GB; give it more with EXPRESSWAY_TRAINER_JAVA_OPTS=-Xmx%dg"
                            .formatted(
                                    samples, genes, needed / 1e9, most / 1e9, (long) Math.ceil(needed / (1L << 30))));
        }
    }
}
