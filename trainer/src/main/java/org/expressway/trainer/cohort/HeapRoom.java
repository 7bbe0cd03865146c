package org.expressway.trainer.cohort;

/** What needs all samples at once says so before it begins; better than to die of it in an hour. */
public final class HeapRoom {
    /** The rest is for what a training holds beside its samples. */
    private static final double SHARE = .9;

    private HeapRoom() {}

    /** Whether the heap could hold so many bytes together. */
    public static boolean holds(double bytes) {
        return bytes <= SHARE * Runtime.getRuntime().maxMemory();
    }

    /**
     * @param bytes that will be on the heap together
     * @param what needs them, the subject of a sentence
     * @throws UnfitTrainingSet when the heap, whose size is the limit (-Xmx), cannot hold them
     */
    public static void require(double bytes, String what) {
        long most = Runtime.getRuntime().maxMemory();
        if (!holds(bytes)) {
            throw new UnfitTrainingSet(
                    "%s needs about %.1f GB at once, the trainer may use %.1f GB; give it more with EXPRESSWAY_TRAINER_JAVA_OPTS=-Xmx%dg, or fewer genes (genes: mostVariable)"
                            .formatted(what, bytes / 1e9, SHARE * most / 1e9, (long)
                                    Math.ceil(bytes / SHARE / (1L << 30))));
        }
    }
}
