package org.expressway.schemas.topic;

import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;

/** Which of a sample's predictions counts. The log keeps all of them. */
public final class OfRecord {
    private OfRecord() {}

    /** The higher epoch wins, then FINAL and LATE over PROVISIONAL, then what came later. */
    public static Prediction of(Prediction before, Prediction after) {
        return standsOver(before, after.getEpoch(), after.getStage()) ? before : after;
    }

    /** Whether a prediction stays the one of record when another of this epoch and stage comes after it. */
    public static boolean standsOver(Prediction before, long epoch, Stage stage) {
        return standsOver(before.getEpoch(), before.getStage(), epoch, stage);
    }

    /** The same for values that predictions are made of. */
    public static boolean standsOver(long epochBefore, Stage stageBefore, long epoch, Stage stage) {
        if (epochBefore != epoch) {
            return epochBefore > epoch;
        }
        return stage == Stage.PROVISIONAL && stageBefore != Stage.PROVISIONAL;
    }
}
