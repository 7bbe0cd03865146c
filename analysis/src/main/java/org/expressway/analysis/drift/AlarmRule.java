package org.expressway.analysis.drift;

/**
 * When an alarm is raised and when it is cleared. It is raised where the smallest tail probability of all channels
 * falls to the threshold, and cleared after {@value #CALM} samples in a row above {@value #QUIET}: between the two it
 * stays as it is, so that a chart at the edge does not chatter.
 *
 * @param target mean run length in control, in samples of one chart
 */
public record AlarmRule(double target) {
    static final int CALM = 20;
    private static final double QUIET = .05;
    static final double LOG_QUIET = StrictMath.log(QUIET);

    public AlarmRule {
        if (!(target >= 20 && target <= 1e7)) {
            throw new IllegalArgumentException(
                    "a target run length of %s samples, expected 20 to 10,000,000".formatted(target));
        }
    }
}
