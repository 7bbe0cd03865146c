package org.expressway.trainer.cohort;

/**
 * The wanted shares of subjects, each between 0 and 1; training gets what validation and test leave.
 *
 * @param validation share that stops the training early and chooses between recipes
 * @param test share that only the reported figures see
 */
public record SplitShares(double validation, double test) {
    public SplitShares {
        if (!(validation > 0) || !(test > 0) || !(validation + test < 1)) {
            throw new IllegalArgumentException(
                    "shares validation %s and test %s: each must be above 0 and both together below 1"
                            .formatted(validation, test));
        }
    }

    /** A fifth of all subjects for the test, a fifth of the rest for validation: .64 / .16 / .20. */
    public static SplitShares standard() {
        return new SplitShares(.16, .20);
    }
}
