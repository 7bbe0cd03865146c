package org.expressway.analysis.qc;

/**
 * Where a check begins to flag and where it fails; which side is bad belongs to the check.
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

    Verdict ofLow(double value) {
        return verdict(value < fail, value < flag);
    }

    Verdict ofHigh(double value) {
        return verdict(value > fail, value > flag);
    }

    /** The bound that the verdict stands on. */
    double bound(Verdict verdict) {
        return verdict == Verdict.FAIL ? fail : flag;
    }

    private static Verdict verdict(boolean fails, boolean flags) {
        if (fails) {
            return Verdict.FAIL;
        }
        return flags ? Verdict.FLAG : Verdict.PASS;
    }
}
