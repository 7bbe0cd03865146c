package org.expressway.trainer.cohort;

/** The samples at hand cannot teach a model (too few, one class only, no person to hold out); the message says what is missing. */
public final class UnfitTrainingSet extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnfitTrainingSet(String message) {
        super(message);
    }
}
