package org.expressway.analysis.qc;

/**
 * Where a check begins to flag and where it fails; which side is bad belongs to the {@link Threshold}.
 *
 * @param flag in the check's own unit; an infinity on the good side switches it off
 * @param fail likewise, never stricter than {@code flag}
 */
public record Limit(double flag, double fail) {
    public Limit {
        if (Double.isNaN(flag) || Double.isNaN(fail)) {
            throw new IllegalArgumentException("a limit of flag " + flag + " and fail " + fail
                    + ", expected numbers; an infinity switches a limit off");
        }
    }
}
