package org.expressway.ingest.simulate;

/**
 * How simulated expression varies; all spreads in log2 units.
 *
 * @param baselineMean mean over genes of the mean log2 count at library 1
 * @param baselineSd spread of that over genes, cut at two of them
 * @param programmeGenes genes that a subtype's programme moves; a third is shared with each neighbour
 * @param programmeEffect root mean square of those moves
 * @param activitySd spread over subjects of the activity of each programme, in units of a full programme: what makes
 *     subtypes overlap
 * @param subjectSd spread over subjects of each gene's own level
 * @param visitSd spread over a subject's samples of each gene's own level
 * @param dispersion of the negative binomial: variance = mean + dispersion x mean squared
 * @param repeatShare share of subjects that give two samples, in two runs
 */
public record Biology(
        double baselineMean,
        double baselineSd,
        int programmeGenes,
        double programmeEffect,
        double activitySd,
        double subjectSd,
        double visitSd,
        double dispersion,
        double repeatShare) {
    public Biology {
        if (programmeGenes < 3 || !(dispersion > 0 && dispersion <= 1) || !(repeatShare >= 0 && repeatShare < 1)) {
            throw new IllegalArgumentException(
                    "expected programmeGenes >= 3, 0 < dispersion <= 1, 0 <= repeatShare < 1; got " + programmeGenes
                            + ", " + dispersion + ", " + repeatShare);
        }
    }

    /** What the demonstration shows; see RATIONALE.md for how these figures were found. */
    public static Biology standard() {
        return new Biology(8, 1.2, 60, 0.65, 0.25, 0.3, 0.15, 0.05, 0.15);
    }
}
