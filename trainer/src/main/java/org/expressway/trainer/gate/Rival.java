package org.expressway.trainer.gate;

/**
 * What a new model is compared with.
 *
 * @param name as a report says it
 * @param kind what has to be shown against it
 * @param rows indices of the held-out samples on which the comparison is fair
 * @param p per such row a probability a class
 */
public record Rival(String name, Kind kind, int[] rows, double[][] p) {
    /** The champion has to be beaten; the baseline must not be missed by more than the margin. */
    public enum Kind {
        BASELINE,
        CHAMPION
    }

    public Rival {
        if (rows.length == 0 || rows.length != p.length) {
            throw new IllegalArgumentException(
                    "%s has %d rows of probabilities for %d samples; as many, and at least one"
                            .formatted(name, p.length, rows.length));
        }
    }
}
