package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.RejectionReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples are scored again when a person asks, each once. */
class RescoreTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel small = SmallModel.random(1, VALUES.length, 3);
    private final SmallModel other = SmallModel.random(2, VALUES.length, 3);

    @TempDir
    private Path directory;

    private ScoringBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ScoringBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theNewChampionScoresAgainAndSaysWhoAskedForIt() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        Prediction before = only(bench.predictions());
        String second = bench.release(other.bundle());
        bench.rescore(Samples.closed("S1", VALUES), second);
        Prediction after = only(bench.predictions());
        assertThat(after.getBundleSha256()).isEqualTo(second);
        assertThat(after.getId()).isNotEqualTo(before.getId());
        assertThat(after.getFlags()).contains("scored again for ada: a better model");
        assertThat(after.getCorrectedOrigin().getOffset()).isEqualTo(5);
    }

    @Test
    void twiceIsOnce() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        String second = bench.release(other.bundle());
        bench.rescore(Samples.closed("S1", VALUES), second);
        bench.rescore(Samples.closed("S1", VALUES), second);
        assertThat(bench.predictions()).hasSize(2);
    }

    @Test
    void whatTheChampionHasScoredIsLeftAlone() throws IOException {
        String first = bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        bench.rescore(Samples.closed("S1", VALUES), first);
        assertThat(bench.predictions()).hasSize(1);
    }

    @Test
    void aSampleWithoutModelGetsItsCall() throws IOException {
        bench.send(Samples.closed("S1", VALUES));
        assertThat(only(bench.predictions()).getAbstention()).isEqualTo(AbstentionReason.NO_MODEL);
        String first = bench.release(small.bundle());
        bench.rescore(Samples.closed("S1", VALUES), first);
        assertThat(only(bench.predictions()).getAbstention()).isNotEqualTo(AbstentionReason.NO_MODEL);
    }

    @Test
    void aRequestThatIsReadBeforeItsSampleTakesItsPlace() throws IOException {
        String first = bench.release(small.bundle());
        bench.rescore(Samples.closed("S1", VALUES), first);
        bench.send(Samples.closed("S1", VALUES));
        assertThat(bench.predictions()).hasSize(1);
    }

    @Test
    void aRequestThatWasOvertakenAddsNothing() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.provisional("S1", VALUES));
        CorrectedSample closed = Samples.closed("S1", VALUES);
        bench.send(closed);
        bench.send(CorrectedSample.newBuilder(closed)
                .setEpoch(closed.getEpoch() + 1)
                .build());
        assertThat(bench.predictions()).hasSize(3);
        String second = bench.release(other.bundle());
        bench.rescore(Samples.provisional("S1", VALUES), second);
        bench.rescore(closed, second);
        assertThat(bench.predictions()).isEmpty();
    }

    @Test
    void aBundleThatCannotBeUsedMakesADeadLetter() throws IOException {
        bench.release(small.bundle());
        bench.rescore(Samples.closed("S1", VALUES), "0".repeat(64));
        assertThat(bench.predictions()).isEmpty();
        DeadLetter letter = only(bench.rejected());
        assertThat(letter.getReason()).isEqualTo(RejectionReason.MODEL_INPUT);
        assertThat(letter.getSampleId()).isEqualTo("S1");
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
