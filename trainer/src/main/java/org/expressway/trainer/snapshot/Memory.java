package org.expressway.trainer.snapshot;

import org.expressway.trainer.cohort.UnfitTrainingSet;

/** A training holds its labelled samples and some copies of them; better to say so before than to die of it in an hour. */
final class Memory {
    /** The samples, as they were first served, their standardised copy, and room for the rest. */
    private static final double COPIES = 3.5;

    /** Samples without a label are held once, and standardised in batches; they may take a third of the rest. */
    private static final double SHARE_OF_THE_REST = 1. / 3;

    private Memory() {}

    /** How many samples without a label may stand beside so many with one. */
    static int roomBeside(long samples, long genes) {
        double rest = Runtime.getRuntime().maxMemory() - COPIES * samples * genes * Float.BYTES;
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, SHARE_OF_THE_REST * rest / (genes * Float.BYTES)));
    }

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
