package org.expressway.trainer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SnapshotPosition;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.avro.SnapshotSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.testing.RandomRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleStoreTest {
    private static final String PANEL = "a".repeat(64);
    private static final int GENES = 7;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Reading READING =
            new Reading("cluster", 3, List.of(new SnapshotPosition("topic", "id", List.of(4L, 5L))));

    @TempDir
    private Path folder;

    @Test
    void whatWasCommittedIsThereAgainAndWhatWasNotIsCutOff() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/a", 1, Stage.FINAL, 10);
            store.commit(READING, NOW);
            keep(store, "site/b", 1, Stage.FINAL, 20);
        }
        try (SampleStore store = SampleStore.open(folder)) {
            assertThat(store.holdings().samples().map(SnapshotSample::getKey)).containsExactly("site/a");
            assertThat(settled(store, "site/a")).isEqualTo(values(10));
            assertThat(store.committed().orElseThrow().getPositions()).isEqualTo(READING.positions());
            assertThat(rowFile()).hasSize(GENES * 4L);
        }
    }

    @Test
    void bytesOfATornAppendAreCutOff() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/a", 1, Stage.FINAL, 10);
            store.commit(READING, NOW);
        }
        Files.write(rowFile(), new byte[5], StandardOpenOption.APPEND);
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/b", 1, Stage.FINAL, 20);
            store.commit(READING, NOW);
            assertThat(settled(store, "site/a")).isEqualTo(values(10));
            assertThat(settled(store, "site/b")).isEqualTo(values(20));
        }
    }

    @Test
    void aChangedCatalogueIsNotBelieved() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/a", 1, Stage.FINAL, 10);
            store.commit(READING, NOW);
        }
        byte[] catalogue = Files.readAllBytes(folder.resolve("catalogue"));
        catalogue[catalogue.length - 3] ^= 1;
        Files.write(folder.resolve("catalogue"), catalogue);
        try (SampleStore store = SampleStore.open(folder)) {
            assertThat(store.committed()).isEmpty();
            assertThat(store.holdings().samples()).isEmpty();
        }
    }

    @Test
    void missingRowsAreNotBelieved() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/a", 1, Stage.FINAL, 10);
            store.commit(READING, NOW);
        }
        Files.write(rowFile(), new byte[3]);
        try (SampleStore store = SampleStore.open(folder)) {
            assertThat(store.committed()).isEmpty();
        }
    }

    @Test
    void twoCannotHaveItOpen() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            assertThat(store.committed()).isEmpty();
            assertThatThrownBy(() -> SampleStore.open(folder))
                    .isInstanceOf(StoreInUse.class)
                    .hasMessageContaining("another trainer");
        }
        SampleStore.open(folder).close();
    }

    @Test
    void theFirstServedValuesStayBesideTheSettledOnesOfTheHighestEpoch() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            keep(store, "site/a", 1, Stage.PROVISIONAL, 1);
            keep(store, "site/a", 1, Stage.PROVISIONAL, 2);
            keep(store, "site/a", 1, Stage.FINAL, 3);
            keep(store, "site/a", 2, Stage.FINAL, 4);
            keep(store, "site/a", 1, Stage.LATE, 5);
            SnapshotSample sample = store.holdings().samples().findFirst().orElseThrow();
            assertThat(store.read(sample.getFirstServed())).isEqualTo(values(1));
            assertThat(settled(store, "site/a")).isEqualTo(values(4));
        }
    }

    @Test
    void rowsThatNothingRefersToGoWhenTheyAreMost() throws IOException {
        int samples = 40;
        try (SampleStore store = SampleStore.open(folder)) {
            for (int round = 1; round <= 60; round++) {
                for (int s = 0; s < samples; s++) {
                    keep(store, "site/s" + s, round, Stage.FINAL, 100 * round + s);
                }
            }
            store.commit(READING, NOW);
        }
        assertThat(rowFile()).hasSize((long) samples * GENES * Float.BYTES);
        try (SampleStore store = SampleStore.open(folder)) {
            for (int s = 0; s < samples; s++) {
                assertThat(settled(store, "site/s" + s)).isEqualTo(values(6000 + s));
            }
        }
    }

    /** Cut anywhere, the store is the last commit or nothing. */
    @Test
    void cutAtAnyByteItIsTheLastCommitOrEmpty() throws IOException {
        try (SampleStore store = SampleStore.open(folder)) {
            for (int s = 0; s < 20; s++) {
                keep(store, "site/s" + s, 1, Stage.FINAL, s);
            }
            store.commit(READING, NOW);
        }
        byte[] catalogue = Files.readAllBytes(folder.resolve("catalogue"));
        byte[] rows = Files.readAllBytes(rowFile());
        Path rowFile = rowFile();
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 50; i++) {
            int keptCatalogue = random.nextInt(catalogue.length + 1);
            int keptRows = random.nextInt(rows.length + 1);
            Files.write(folder.resolve("catalogue"), java.util.Arrays.copyOf(catalogue, keptCatalogue));
            Files.write(rowFile, java.util.Arrays.copyOf(rows, keptRows));
            boolean whole = keptCatalogue == catalogue.length && keptRows == rows.length;
            try (SampleStore store = SampleStore.open(folder)) {
                assertThat(store.holdings().samples().count())
                        .as("seed %d, cut %d, catalogue %d, rows %d", seed, i, keptCatalogue, keptRows)
                        .isEqualTo(whole ? 20 : 0);
            }
        }
    }

    private Path rowFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith("values-"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private static float[] settled(SampleStore store, String key) throws IOException {
        SnapshotRow row = store.holdings()
                .samples()
                .filter(sample -> sample.getKey().equals(key))
                .findFirst()
                .orElseThrow()
                .getSettled();
        return store.read(row);
    }

    /** As reading the topics does it. */
    private static void keep(SampleStore store, String key, long epoch, Stage stage, int value) throws IOException {
        CorrectedSample sample = CorrectedSample.newBuilder(new RandomRecords(1).next(CorrectedSample.class))
                .setEpoch(epoch)
                .setStage(stage)
                .setBatchId("batch")
                .setSubjectId("subject")
                .build();
        if (store.holdings().wants(key, sample)) {
            long row = store.append(PANEL, values(value));
            store.holdings()
                    .keep(key, sample, new SnapshotRow(row, PANEL, "reference", epoch, stage, null, "digest", 0));
        }
    }

    private static float[] values(int value) {
        float[] values = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            values[g] = g == 3 ? Float.NaN : value + g / 8f;
        }
        return values;
    }
}
