package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.past.Past;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that begins anew from the raw topic, knowing what the topics said when it was started. */
final class ReplayTest {
    private static final List<String> PUBLISHED = BatchBench.ids(1, 14);

    private Laboratory laboratory;
    private BatchBench first;

    /** S13 and S14 are refused, S04 leaves the open batch, S02 leaves the views of the closed one, S15 is late and leaves too. */
    @BeforeEach
    void live(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        first = new BatchBench(laboratory);
        first.arrive(BatchBench.ids(1, 12)).refuse("S13").refuse("S14").withdraw("S04");
        first.close(PUBLISHED).settle().arrive(List.of("S15")).withdraw("S02").withdraw("S15");
    }

    @AfterEach
    void close() {
        first.close();
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void closedBatchesCloseIdenticallyAndWithdrawnSamplesStayWithdrawn(long seed) {
        try (BatchBench replay = new BatchBench(laboratory, laboratory.config().with(past()))) {
            replayed(replay, new Random(seed));

            assertThat(replay.corrected())
                    .extracting(CorrectedSample::getSampleId)
                    .doesNotContain("S02", "S04", "S15");
            assertThat(values(replay))
                    .as("seed %s", seed)
                    .isEqualTo(values(first).entrySet().stream()
                            .filter(entry -> !entry.getKey().equals("S02"))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
            assertThat(replay.rejected()).as("they are in the topic").isEmpty();
        }
    }

    @Test
    void whatIsRefusedForTheFirstTimeBecomesADeadLetter() {
        try (BatchBench replay = new BatchBench(laboratory, laboratory.config().with(past()))) {
            replay.refuse("S13").refuse("S16");

            assertThat(replay.rejected()).extracting("sampleId").containsExactly("S16");
        }
    }

    @Test
    void aBatchThatWasOpenStaysOpen() {
        HarmonizeConfig anew = laboratory.config().with(new Past());
        try (BatchBench replay = new BatchBench(laboratory, anew)) {
            replay.arrive(BatchBench.ids(1, 9));

            assertThat(replay.ids(Stage.PROVISIONAL)).isEqualTo(BatchBench.ids(1, 9));
            assertThat(replay.manifests()).isEmpty();
        }
    }

    /** The samples in any order, then or before or between them what was said of the batch. */
    private void replayed(BatchBench replay, Random random) {
        List<Runnable> records = new ArrayList<>();
        BatchBench.ids(1, 12).forEach(id -> records.add(() -> replay.arrive(List.of(id))));
        records.add(() -> replay.arrive(List.of("S15")));
        records.add(() -> replay.refuse("S13"));
        records.add(() -> replay.refuse("S14"));
        records.add(() -> replay.manifest(RunManifest.newBuilder(lastManifest())));
        List.of("S04", "S02", "S15").forEach(id -> records.add(() -> replay.withdraw(id)));
        Collections.shuffle(records, random);
        records.forEach(Runnable::run);
        replay.settle();
    }

    /** The laboratory's manifest came first. */
    private Past past() {
        Past past = new Past();
        long offset = 0;
        for (RunManifest manifest : Stream.concat(
                        Stream.of(BatchBench.closed(PUBLISHED).build()), first.manifests().stream())
                .toList()) {
            past.manifest(manifest, offset++);
        }
        Stream.of("S04", "S02", "S15").map(Laboratory::withdrawn).forEach(past::withdrawal);
        first.rejected().forEach(letter -> past.deadLetter(DeadLetters.id(letter.getOrigin())));
        assertThat(past.superseded(Laboratory.BATCH, 0))
                .as("the laboratory's manifest")
                .isTrue();
        assertThat(past.superseded(Laboratory.BATCH, offset - 1)).isFalse();
        return past;
    }

    private RunManifest lastManifest() {
        return first.manifests().get(first.manifests().size() - 1);
    }

    private static Map<String, List<?>> values(BatchBench bench) {
        return bench.corrected(Stage.FINAL).stream()
                .collect(Collectors.toMap(
                        CorrectedSample::getSampleId,
                        sample -> List.of(sample.getFitId(), sample.getCorrection(), sample.getValues())));
    }
}
