package org.expressway.trainer.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.Stage;
import org.expressway.trainer.cohort.TrainingSet;

/** Simulated samples that stand in a store's file and are never together in memory. */
public final class StoredCohort {
    private static final int CLASSES = 3;

    private StoredCohort() {}

    /** In class c every gene below 600 whose place is c modulo 3 lies .8 higher; the noise has sd 1, one value in 1,000 is missing. */
    public static TrainingSet of(Path folder, int samples, int genes) throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        List<SnapshotRow> rows = new ArrayList<>();
        try (SampleStore store = SampleStore.open(folder)) {
            for (int i = 0; i < samples; i++) {
                long row = store.append("panel", profile(i % CLASSES, genes, random));
                rows.add(new SnapshotRow(row, "panel", "reference", 1L, Stage.FINAL, null, "digest", 0));
            }
            List<String> ids =
                    IntStream.range(0, samples).mapToObj("p%05d"::formatted).toList();
            List<String> labels = IntStream.range(0, samples)
                    .mapToObj(i -> "class-" + i % CLASSES)
                    .toList();
            return TrainingSet.of(store.profiles(rows, new float[genes]), labels, ids, ids);
        }
    }

    private static float[] profile(int ofClass, int genes, SplittableRandom random) {
        float[] values = new float[genes];
        for (int g = 0; g < genes; g++) {
            double noise = random.nextInt(1000) == 0 ? Double.NaN : (random.nextDouble() - .5) * Math.sqrt(12);
            values[g] = (float) (noise + (g < 600 && g % CLASSES == ofClass ? .8 : 0));
        }
        return values;
    }
}
