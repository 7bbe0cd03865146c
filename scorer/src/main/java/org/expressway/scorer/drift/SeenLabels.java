package org.expressway.scorer.drift;

import java.util.Arrays;
import org.expressway.analysis.drift.LabelMartingale;

/**
 * What the confirmed labels of a chart say of its model. An alarm begins the martingale anew, and is over when so many labels in a
 * row have not brought it up again.
 *
 * @param ratios of the martingale
 * @param calm labels since the alarm; {@value #DOWN} while none is up
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SeenLabels(double[] ratios, int calm) {
    static final SeenLabels NONE = new SeenLabels(new LabelMartingale().ratios(), SeenLabels.DOWN);
    private static final int DOWN = -1;
    private static final int CALM = 50;

    boolean up() {
        return calm != DOWN;
    }

    /** Mean of the ratios: what is held against the target. */
    double value() {
        return Arrays.stream(ratios).average().orElse(0);
    }

    /** @param threshold the mean run length that is asked for */
    SeenLabels and(double ownProbability, double[] ascending, double threshold) {
        LabelMartingale martingale = new LabelMartingale(ratios);
        double value = martingale.advance(ownProbability, ascending);
        if (value >= threshold) {
            return new SeenLabels(martingale.ratios(), 0);
        }
        return new SeenLabels(martingale.ratios(), up() && calm + 1 < CALM ? calm + 1 : DOWN);
    }

    /** From nothing again, the alarm as it is. */
    SeenLabels anew() {
        return new SeenLabels(new LabelMartingale().ratios(), calm);
    }
}
