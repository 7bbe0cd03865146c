package org.expressway.scorer;

import java.util.List;
import org.expressway.analysis.calibrate.PredictionSet;
import org.expressway.analysis.calibrate.StrangenessTails;
import org.expressway.analysis.propagate.CallDoubt;
import org.expressway.schemas.avro.AbstentionReason;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one sample, and with how much doubt.
 *
 * @param probabilities calibrated, in the order of the model's classes
 * @param set null where the model is not calibrated for values of this stage
 * @param alpha share of samples whose class may lie outside of their set; null likewise
 * @param tails null where it is not known what is usual
 * @param doubt from the correction's error; null where nothing was corrected, or where it is not known
 * @param reasons why no call is given, the weightiest first; empty where one is
 * @param reportable whether the call may be reported
 * @param flags things a reader should know
 */
record Judgement(
        double[] probabilities,
        @Nullable PredictionSet set,
        @Nullable Double alpha,
        @Nullable StrangenessTails tails,
        @Nullable CallDoubt doubt,
        List<AbstentionReason> reasons,
        boolean reportable,
        List<String> flags) {}
