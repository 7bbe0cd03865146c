package org.expressway.analysis.correct;

import java.util.List;
import org.expressway.analysis.guard.Composition;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a batch, why, and what was learned: all that is needed to correct its samples.
 *
 * @param reason a sentence for people
 * @param samples ids of the study samples and of the controls of a known material, sorted, each once
 * @param studySamples study samples of the batch
 * @param controlSamples controls of a material that the reference knows
 * @param fit passes every gene where the mode corrects none
 * @param composition the guard's judgement of the classes in the batch; null where it was not asked
 * @param omega2 what study and controls of this batch say of the controls' non-commutability, in squares of the
 *     reference's standard deviation; NaN where not both say something
 */
public record BatchCorrection(
        Mode mode,
        String reason,
        List<String> samples,
        int studySamples,
        int controlSamples,
        BatchFit fit,
        @Nullable Composition composition,
        double omega2) {
    public BatchCorrection {
        samples = List.copyOf(samples);
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i - 1).compareTo(samples.get(i)) >= 0) {
                throw new IllegalArgumentException("the samples of a correction have " + samples.get(i) + " after "
                        + samples.get(i - 1) + ", expected them sorted and each once");
            }
        }
    }

    /** Study samples and controls behind the fit; 0 where the samples are left as they are. */
    public int fitSamples() {
        return corrects() ? studySamples + controlSamples : 0;
    }

    /** Whether values change. */
    public boolean corrects() {
        return mode != Mode.UNCORRECTED && mode != Mode.CONFOUNDED;
    }
}
