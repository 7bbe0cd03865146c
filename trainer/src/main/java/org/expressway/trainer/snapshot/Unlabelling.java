package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;
import org.expressway.trainer.cohort.Unlabelled;
import org.expressway.trainer.store.SampleStore;

/**
 * The settled samples that nobody has labelled, gaps filled: every one, or, where memory does not hold them all, evenly spaced ones in
 * the order of their keys, so that the same store and heap give the same samples.
 */
final class Unlabelling {
    private Unlabelling() {}

    static Unlabelled of(
            ActiveReference reference, SampleStore store, int labelled, Manifest manifest, Consumer<String> say)
            throws IOException {
        List<SnapshotSample> all = store.holdings()
                .samples()
                .filter(sample -> store.holdings().labelOf(sample.getKey()).isEmpty())
                .filter(sample -> sample.getSettled() != null && reference.isScaleOf(sample.getSettled()))
                .toList();
        int kept = Math.min(all.size(), Memory.roomBeside(labelled, reference.genes()));
        say.accept("%d samples without a label beside them, of %d".formatted(kept, all.size()));
        Imputation imputation = new Imputation(reference.means());
        float[][] values = new float[kept][];
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            SnapshotSample sample = all.get((int) ((long) i * all.size() / kept));
            SnapshotRow row = Objects.requireNonNull(sample.getSettled());
            values[i] = store.read(row);
            imputation.fill(values[i]);
            subjects.add(sample.getSubjectId());
            manifest.add(sample, row);
        }
        return new Unlabelled(values, subjects);
    }
}
