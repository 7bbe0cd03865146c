package org.expressway.trainer.choose;

import java.util.List;
import java.util.Optional;
import org.expressway.trainer.cohort.Split;

/**
 * What was measured before anything is released.
 *
 * @param split who stood where
 * @param candidates one per recipe, the baseline first
 * @param chosen the one that the validation side, or whoever forced it, prefers
 */
public record Evaluation(Split split, List<Candidate> candidates, Candidate chosen) {
    public Candidate baseline() {
        return candidates.get(0);
    }

    /** The candidate of a recipe of this name. */
    public Optional<Candidate> of(String recipe) {
        return candidates.stream()
                .filter(candidate -> candidate.model().recipe().equals(recipe))
                .findFirst();
    }
}
