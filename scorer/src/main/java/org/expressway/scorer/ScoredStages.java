package org.expressway.scorer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.expressway.schemas.avro.CorrectedSample;
import org.jspecify.annotations.Nullable;

/**
 * Which stages of a sample have their prediction: what makes a complete reprocess of the corrected topic, or of the raw
 * one, add nothing. The fit does not count: derived again from raw, samples come in another order, and a PROVISIONAL
 * one may meet an earlier or a later fit than the one it was first served with. Kept as one line a stage.
 */
record ScoredStages(Set<String> lines) {

    static ScoredStages parse(@Nullable String text) {
        return new ScoredStages(text == null ? Set.of() : new LinkedHashSet<>(List.of(text.split("\n"))));
    }

    boolean contains(CorrectedSample sample) {
        return lines.contains(line(sample));
    }

    ScoredStages with(CorrectedSample sample) {
        Set<String> more = new LinkedHashSet<>(lines);
        more.add(line(sample));
        return new ScoredStages(more);
    }

    private static String line(CorrectedSample sample) {
        return sample.getStage() + " " + sample.getReferenceId() + " " + sample.getEpoch();
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
