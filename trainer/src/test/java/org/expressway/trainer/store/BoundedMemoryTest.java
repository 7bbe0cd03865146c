package org.expressway.trainer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.wire.AvroSafety;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store does not hold what it stores. */
class BoundedMemoryTest {
    private static final int SAMPLES = 3_000;
    private static final int GENES = 20_000;

    @TempDir
    private Path folder;

    @Test
    void profilesOf240MegabytesPassThroughAHeapOf48() throws Exception {
        Process filler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Filler.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertThat(filler.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(filler.exitValue()).isZero();
        try (SampleStore store = SampleStore.open(folder)) {
            List<SnapshotSample> samples = store.holdings().samples().toList();
            assertThat(samples).hasSize(SAMPLES);
            SnapshotRow last = samples.get(SAMPLES - 1).getSettled();
            assertThat(store.read(last)).hasSize(GENES).contains(SAMPLES - 1, org.assertj.core.data.Index.atIndex(0));
        }
    }

    /** Fills a store in a process of its own. */
    static final class Filler {
        private Filler() {}

        public static void main(String[] args) throws IOException {
            AvroSafety.apply();
            CorrectedSample sample = CorrectedSample.newBuilder(new RandomRecords(1).next(CorrectedSample.class))
                    .setStage(Stage.FINAL)
                    .build();
            try (SampleStore store = SampleStore.open(Path.of(args[0]))) {
                for (int i = 0; i < SAMPLES; i++) {
                    float[] values = new float[GENES];
                    values[0] = i;
                    long row = store.append("panel", values);
                    store.holdings()
                            .keep(
                                    "site/s%06d".formatted(i),
                                    sample,
                                    new SnapshotRow(row, "panel", "reference", 1L, Stage.FINAL, null, "digest", 0));
                }
                store.commit(new Reading("cluster", 0, List.of()), Instant.EPOCH);
            }
        }
    }
}
