package org.expressway.trainer.choose;

/**
 * When is a model better than the baseline, and not just luckier? On the samples that one of them calls right and the other
 * wrong, chance deals b and c of them as a fair coin would: b - c has the standard error sqrt(b + c). Less than one of it
 * is no reason to prefer the more complex model (the one-standard-error rule; Breiman et al. 1984, on McNemar's counts).
 */
final class OneStandardError {
    private OneStandardError() {}

    /** @param model whether the model called each sample right; @param baseline the same of the baseline */
    static boolean better(boolean[] model, boolean[] baseline) {
        int gained = 0;
        int lost = 0;
        for (int i = 0; i < model.length; i++) {
            gained += model[i] && !baseline[i] ? 1 : 0;
            lost += baseline[i] && !model[i] ? 1 : 0;
        }
        return gained - lost > Math.sqrt(gained + lost);
    }
}
