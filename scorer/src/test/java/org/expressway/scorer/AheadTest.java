package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.test.TestRecord;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scoring ahead changes nothing but the time it takes. */
class AheadTest {
    private static final int GENES = 300;
    private static final TopicPartition PLACE = new TopicPartition(Topics.CORRECTED.name(), 0);

    @TempDir
    private Path alone;

    @TempDir
    private Path ahead;

    /** Some are fetched together and some not, some come twice, one is broken, a new model comes between, and a challenger stands by. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatIsFetchedTogetherIsAnsweredAsIfItCameAlone(long seed) throws IOException {
        try (ScoringBench one = new ScoringBench(alone);
                ScoringBench other = new ScoringBench(ahead)) {
            List<Prediction> expected = told(one, seed, false);
            List<Prediction> seen = told(other, seed, true);
            assertThat(seen).as("seed %d", seed).hasSizeGreaterThan(100).isEqualTo(expected);
            assertThat(other.shadow()).isEqualTo(one.shadow());
            assertThat(other.rejected()).hasSameSizeAs(one.rejected());
        }
    }

    @Test
    void recordsThatQueueAreScoredInOneRun() throws InvalidModel {
        Lookahead lookahead = new Lookahead();
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            values.add(new byte[] {(byte) i});
            lookahead.fetched(PLACE, values.get(i));
        }
        Model model = new Model("digest", SmallNetwork.bundle(1, GENES, 16, 3).build());
        ScoresAhead scores = new ScoresAhead(
                lookahead,
                value -> Samples.closed("S" + value[0], SmallNetwork.profile(new SplittableRandom(value[0]), GENES)));
        int runs = 0;
        for (byte[] value : values) {
            Arrival arrival = scores.take(value);
            runs += arrival.by(model) == null ? 1 : 0;
            Model.Scores seen = scores.scores(PLACE, value, arrival, model, any -> true);
            assertThat(seen.probabilities())
                    .isEqualTo(model.score(arrival.values()).probabilities());
        }
        assertThat(runs).as("64 and 36").isEqualTo(2);
    }

    private static List<Prediction> told(ScoringBench bench, long seed, boolean fetched) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        bench.release(SmallNetwork.bundle(1, GENES, 32, 4).build());
        bench.release(bench.store(SmallNetwork.bundle(2, GENES, 16, 4).build()), ReleaseAlias.CHALLENGER);
        List<Prediction> all = new ArrayList<>();
        for (int wave = 0; wave < 6; wave++) {
            List<TestRecord<byte[], byte[]>> records = wave(bench, random, wave);
            if (fetched) {
                records.forEach(record -> bench.lookahead().fetched(PLACE, record.value()));
            }
            for (int i = 0; i < records.size(); i++) {
                bench.send(records.get(i));
                if (wave % 2 == 1 && i == records.size() / 2) {
                    bench.release(SmallNetwork.bundle(10 + wave, GENES, 32, 4).build());
                }
            }
            all.addAll(bench.predictions());
        }
        return all;
    }

    private static List<TestRecord<byte[], byte[]>> wave(ScoringBench bench, SplittableRandom random, int wave) {
        List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
        int size = random.nextInt(1, 120);
        for (int i = 0; i < 40 + size; i++) {
            String id = "S" + wave + "-" + random.nextInt(100);
            CorrectedSample sample =
                    random.nextBoolean() ? Samples.closed(id, profile(id)) : Samples.provisional(id, profile(id));
            byte[] value = random.nextInt(30) == 0 ? new byte[] {0, 1, 2} : bench.bytes(sample);
            records.add(new TestRecord<>(("A/" + id).getBytes(StandardCharsets.UTF_8), value));
        }
        return records;
    }

    private static float[] profile(String id) {
        return SmallNetwork.profile(new SplittableRandom(id.hashCode()), GENES);
    }
}
