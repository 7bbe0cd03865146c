package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.expressway.ingest.Progress;
import org.jspecify.annotations.Nullable;

/**
 * The correction of every batch of a file but the reference, which passes.
 *
 * @param parameters where the fits are written; null for nowhere
 */
record FileCorrection(
        Cohort cohort, CorrectionRequest request, @Nullable Path parameters) {
    /** Corrects the cohort's values in their place; says what was done to each batch, in the order of their names. */
    List<Outcome> correct(Progress progress) throws IOException {
        SortedMap<String, List<Member>> batches = cohort.batches();
        BatchMethod method = request.method(batches);
        batches.remove(request.referenceBatch());
        if (parameters == null) {
            return correct(batches, method, progress, outcome -> {});
        }
        try (ParameterTable table =
                ParameterTable.at(parameters, cohort.matrix().frame().genes())) {
            List<Outcome> outcomes = correct(batches, method, progress, table::add);
            table.commit();
            return outcomes;
        }
    }

    private interface Kept {
        void keep(Outcome outcome) throws IOException;
    }

    private static List<Outcome> correct(
            SortedMap<String, List<Member>> batches, BatchMethod method, Progress progress, Kept kept)
            throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        progress.started("correcting", batches.size());
        for (var batch : batches.entrySet()) {
            Outcome outcome = method.correct(batch.getKey(), batch.getValue());
            kept.keep(outcome);
            outcomes.add(outcome);
            progress.advanced(outcomes.size());
        }
        progress.finished();
        return outcomes;
    }
}
