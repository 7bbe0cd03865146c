package org.expressway.ingest.simulate;

import java.util.Arrays;

/**
 * A change at the first site that sends, from one of its samples on. Runs of a simulation with a change have no effects of their
 * own beside their site's, so that it is the only thing that changes.
 *
 * @param at samples of the site before it
 * @param size in the unit of its kind
 */
public record SimulatedDrift(Kind kind, int at, double size) {
    private static final int MOVED_GENES = 20;
    private static final int FIRST_SITE = 1;
    private static final int PURPOSE = 11;

    /** What changes. */
    public enum Kind {
        /** Every gene, by a normal amount of its own with this sd, log2. */
        LOT(.3, 10),
        /** How far samples lie from a gene's mean, by this factor. */
        SCALE(1.5, 10),
        /** This share of the samples is of the first subtype, beside its usual share of the rest. */
        CASEMIX(.8, 1),
        /** This share of the labels names another subtype than the sample's. */
        LABEL(.5, 1),
        /** Twenty genes by this much, log2. */
        GENES(1, 10);

        private final double usual;
        private final double most;

        Kind(double usual, double most) {
            this.usual = usual;
            this.most = most;
        }

        /** The size where none is given. */
        public double usualSize() {
            return usual;
        }
    }

    public SimulatedDrift {
        if (at < 0 || !(size > 0 && size <= kind.most)) {
            throw new IllegalArgumentException(
                    "--at %d, --size %s: expected 0 or more samples, and for %s a size above 0, at most %s"
                            .formatted(at, size, kind, kind.most));
        }
    }

    boolean changed(int site, int sample) {
        return site == FIRST_SITE && sample >= at;
    }

    RunEffect on(RunEffect effect, long seed) {
        double[] location = effect.location().clone();
        double[] scale = effect.scale().clone();
        switch (kind) {
            case LOT ->
                Arrays.setAll(
                        location,
                        g -> effect.location()[g]
                                + size * Draws.at(seed, PURPOSE, g).gaussian());
            case GENES -> Arrays.setAll(location, g -> effect.location()[g] + (moves(g, location.length) ? size : 0));
            case SCALE -> Arrays.setAll(scale, g -> size * effect.scale()[g]);
            default -> {}
        }
        return new RunEffect(location, scale);
    }

    private static boolean moves(int g, int of) {
        int stride = Math.max(1, of / MOVED_GENES);
        return g % stride == 0 && g / stride < MOVED_GENES;
    }

    int subtype(long seed, int sample, int usual) {
        return kind == Kind.CASEMIX && chance(seed, sample) < size ? 0 : usual;
    }

    /** What a laboratory says that the subtype is. */
    int said(long seed, int sample, int subtype, int subtypes) {
        return kind == Kind.LABEL && chance(seed, sample) < size ? (subtype + 1) % subtypes : subtype;
    }

    private static double chance(long seed, int sample) {
        return Draws.at(seed, PURPOSE + 1, sample).uniform();
    }
}
