package org.expressway.analysis.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm is likely to mean, by which channels are loud and which are quiet.
 *
 * <pre>
 *   controls loud                                      instrument or lot, whatever else
 *   energy or genes loud, no controls seen             instrument or lot; no control confirms it
 *   energy or genes loud, controls seen and quiet      specimens: handling, or a biology that the reference does not know
 *   labels against the model                           model
 *   composition loud, energy and genes quiet           case mix
 *   confidence loud, all others quiet                  model
 * </pre>
 *
 * @param evidence what speaks for it, in sentences
 */
public record Diagnosis(Cause cause, List<String> evidence) {
    /** A channel as strange as this, one sample in 100 in control, may be what an alarm is about. */
    private static final double LOUD = StrictMath.log(.01);
    /**
     * Energy or genes alone beside a stranger channel must be stranger still: at an alarm both are looked at, and chance has
     * two tries. Both loud is enough.
     */
    private static final double LOUD_BESIDE = StrictMath.log(.001);
    /** Controls below this number say nothing by being quiet. */
    private static final int FEWEST_CONTROLS = 5;

    /** What to look at. */
    public enum Cause {
        INSTRUMENT_OR_LOT,
        SPECIMENS,
        CASE_MIX,
        MODEL;

        /** Whether a training on newer samples is what helps. */
        public boolean asksForTraining() {
            return this == MODEL;
        }
    }

    /** The chart of controls beside a chart. */
    public record Controls(long samples, double logTail) {}

    public Diagnosis {
        evidence = List.copyOf(evidence);
    }

    /**
     * Judges an alarm.
     *
     * @param logTails of the study samples' chart, one a channel
     * @param controls null where none has been seen
     * @param labelsDisagree whether the labels' martingale is above its threshold
     */
    public static Diagnosis of(double[] logTails, @Nullable Controls controls, boolean labelsDisagree) {
        List<String> evidence = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            evidence.add(said(channel, logTails[channel.ordinal()]));
        }
        evidence.add(said(controls));
        if (labelsDisagree) {
            evidence.add("confirmed labels do not follow the model's probabilities as they did");
        }
        return new Diagnosis(cause(logTails, controls, labelsDisagree), evidence);
    }

    private static Cause cause(double[] logTails, @Nullable Controls controls, boolean labelsDisagree) {
        if (controls != null && controls.logTail() <= LOUD) {
            return Cause.INSTRUMENT_OR_LOT;
        }
        if (measured(logTails)) {
            boolean contradicted = controls != null && controls.samples() >= FEWEST_CONTROLS;
            return contradicted ? Cause.SPECIMENS : Cause.INSTRUMENT_OR_LOT;
        }
        return labelsDisagree || !loud(logTails, Channel.COMPOSITION) ? Cause.MODEL : Cause.CASE_MIX;
    }

    /** Whether what is measured before any model has changed. */
    private static boolean measured(double[] logTails) {
        if (loud(logTails, Channel.ENERGY) && loud(logTails, Channel.GENES)) {
            return true;
        }
        double most = Math.min(logTails[Channel.ENERGY.ordinal()], logTails[Channel.GENES.ordinal()]);
        double others = Math.min(logTails[Channel.COMPOSITION.ordinal()], logTails[Channel.CONFIDENCE.ordinal()]);
        return most <= LOUD_BESIDE || (most <= LOUD && most <= others);
    }

    private static boolean loud(double[] logTails, Channel channel) {
        return logTails[channel.ordinal()] <= LOUD;
    }

    private static String said(Channel channel, double logTail) {
        return "%s %s: tail probability %.2g in control"
                .formatted(
                        channel.name().toLowerCase(Locale.ROOT),
                        logTail <= LOUD ? "loud" : "quiet",
                        StrictMath.exp(logTail));
    }

    private static String said(@Nullable Controls controls) {
        return controls == null
                ? "no control of a known material has been seen"
                : "%d controls %s: tail probability %.2g in control"
                        .formatted(
                                controls.samples(),
                                controls.logTail() <= LOUD ? "loud" : "quiet",
                                StrictMath.exp(controls.logTail()));
    }
}
