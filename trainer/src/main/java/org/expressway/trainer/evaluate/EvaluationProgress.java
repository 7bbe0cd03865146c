package org.expressway.trainer.evaluate;

/** Hears of every model that was trained and tested. */
@FunctionalInterface
public interface EvaluationProgress {
    /** One more of the steps that {@link Evaluation#steps} foretells. */
    void done(String recipe);

    static EvaluationProgress silent() {
        return recipe -> {};
    }
}
