package org.expressway.trainer.recipe;

/** What the cost of a logistic model is chosen by. */
public enum TuneBy {
    /** Mean over the samples held out. */
    LOG_LOSS("logLoss"),
    /** Mean over the classes of the mean over each one's samples, so that a rare class has its say. */
    BALANCED_LOG_LOSS("balancedLogLoss");

    private final String setting;

    TuneBy(String setting) {
        this.setting = setting;
    }

    /** As it is written in a file of settings. */
    String setting() {
        return setting;
    }

    /**
     * @param losses per class the sum of −ln p of its samples
     * @param counts per class its number of samples
     */
    double mean(double[] losses, int[] counts) {
        double sum = 0;
        double weight = 0;
        for (int c = 0; c < losses.length; c++) {
            sum += counts[c] == 0 ? 0 : this == LOG_LOSS ? losses[c] : losses[c] / counts[c];
            weight += counts[c] == 0 ? 0 : this == LOG_LOSS ? counts[c] : 1;
        }
        return sum / weight;
    }

    static TuneBy named(String setting) {
        return setting.equals(LOG_LOSS.setting) ? LOG_LOSS : BALANCED_LOG_LOSS;
    }
}
