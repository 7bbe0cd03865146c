package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What FINAL is: the batch correction of the whole batch, in whatever order it came. */
final class FinalValuesTest {
    private static final RecordCodec<CorrectedSample> CODEC = new RecordCodec<>(CorrectedSample.class);

    private Laboratory laboratory;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
    }

    @AfterEach
    void close() {
        laboratory.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 23, 60})
    void finalIsABatchComBatOfTheWholeBatch(int samples) {
        List<String> ids = BatchBench.ids(1, samples);
        double[][] expected = new NaiveHarmonization(Laboratory.referenceSamples().stream()
                        .map(ReferenceSample::values)
                        .toList())
                .corrected(ids.stream().map(id -> Counts.of("run1", id)).toList());

        List<CorrectedSample> seen = closed(ids, ids);

        assertThat(seen).hasSize(samples);
        for (int i = 0; i < samples; i++) {
            float[] values = FloatVector.toArray(seen.get(i).getValues());
            for (int g = 0; g < Counts.GENES; g++) {
                assertThat((double) values[g])
                        .as("sample %s, gene %s", ids.get(i), g)
                        .isCloseTo(expected[i][g], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void finalIsTheSameToTheBitInAnyOrderOfArrival(long seed) {
        List<String> ids = BatchBench.ids(1, 25);
        List<String> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(bits(closed(shuffled, shuffled))).as("seed %s", seed).isEqualTo(bits(closed(ids, ids)));
    }

    /** What admission found on a sample is part of it, at every stage. */
    @Test
    void finalSaysOfItsQualityWhatProvisionalSaid() {
        try (BatchBench batch = new BatchBench(laboratory)) {
            List<String> ids = BatchBench.ids(1, 12);
            batch.arrive(ids).close(ids).settle();

            assertThat(batch.corrected(Stage.FINAL).stream().map(CorrectedSample::getQc))
                    .containsExactlyElementsOf(batch.corrected(Stage.PROVISIONAL).stream()
                            .map(CorrectedSample::getQc)
                            .toList());
        }
    }

    private List<CorrectedSample> closed(List<String> arrival, List<String> members) {
        try (BatchBench batch = new BatchBench(laboratory)) {
            return batch.arrive(arrival).close(members).settle().corrected(Stage.FINAL);
        }
    }

    private static List<ByteBuffer> bits(List<CorrectedSample> samples) {
        return samples.stream()
                .map(sample -> CorrectedSample.newBuilder(sample)
                        .setTimes(new StageTimes())
                        .build())
                .map(sample -> ByteBuffer.wrap(CODEC.encode(sample)))
                .toList();
    }
}
