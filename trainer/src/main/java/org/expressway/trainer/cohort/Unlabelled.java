package org.expressway.trainer.cohort;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Samples that nobody has labelled. What a recipe learns from them it must not learn from a person it is tested on.
 *
 * @param x samples × genes, corrected values; NaN is a missing value
 * @param subjects per sample the person it was taken from
 */
public record Unlabelled(Profiles x, List<String> subjects) {
    public Unlabelled {
        subjects = List.copyOf(subjects);
        if (x.size() != subjects.size()) {
            throw new UnfitTrainingSet("%d rows of values and %d subjects: each unlabelled sample needs one of each"
                    .formatted(x.size(), subjects.size()));
        }
    }

    /** Rows on the heap. */
    public Unlabelled(float[][] x, List<String> subjects) {
        this(Profiles.of(x), subjects);
    }

    public static Unlabelled none() {
        return new Unlabelled(new float[0][], List.of());
    }

    /** Those of other people. */
    public Unlabelled without(Set<String> others) {
        return only(IntStream.range(0, subjects.size())
                .filter(i -> !others.contains(subjects.get(i)))
                .toArray());
    }

    /** These alone, rows shared with this. */
    public Unlabelled only(int[] kept) {
        return new Unlabelled(
                x.only(kept), IntStream.of(kept).mapToObj(subjects::get).toList());
    }

    void requireGenes(int genes) {
        if (!x.isEmpty() && x.width() != genes) {
            throw new UnfitTrainingSet(
                    "an unlabelled sample has %d genes, the labelled ones have %d; samples of one panel are expected"
                            .formatted(x.width(), genes));
        }
    }
}
