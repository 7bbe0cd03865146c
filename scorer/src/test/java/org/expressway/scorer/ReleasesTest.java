package org.expressway.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which bundle scores. */
class ReleasesTest {
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
    void aNewReleaseIsTakenUpBetweenTwoRecords() throws IOException {
        String first = bench.release(small.bundle());
        bench.send(Samples.closed("S1", VALUES));
        String second = bench.release(other.bundle());
        bench.send(Samples.closed("S2", VALUES));
        bench.send(Samples.closed("S1", VALUES));
        List<Prediction> predictions = bench.predictions();
        assertThat(predictions).extracting(Prediction::getBundleSha256).containsExactly(first, second);
        assertThat(predictions).extracting(Prediction::getSampleId).containsExactly("S1", "S2");
    }

    @Test
    void aBrokenBundleLeavesTheOldOneInService() throws IOException {
        String good = bench.release(small.bundle());
        bench.send(Samples.closed("S0", VALUES));
        List<String> broken = List.of(
                "0".repeat(64),
                "no digest",
                bench.store("no bundle".getBytes(UTF_8)),
                bench.release(small.bundle(new byte[] {1, 2, 3})),
                bench.release(SmallModel.random(1, VALUES.length, 1).bundle()));
        for (int i = 0; i < broken.size(); i++) {
            bench.release(broken.get(i), ReleaseAlias.CHAMPION);
            bench.send(Samples.closed("S" + (i + 1), VALUES));
        }
        assertThat(bench.predictions())
                .hasSize(1 + broken.size())
                .allSatisfy(
                        prediction -> assertThat(prediction.getBundleSha256()).isEqualTo(good));
        assertThat(bench.rejected()).isEmpty();
        String mended = bench.release(other.bundle());
        bench.send(Samples.closed("S9", VALUES));
        assertThat(only(bench.predictions()).getBundleSha256()).isEqualTo(mended);
    }

    @Test
    void withoutAnyGoodBundleTheScorerStops() {
        bench.release("0".repeat(64), ReleaseAlias.CHAMPION);
        assertThatThrownBy(() -> bench.send(Samples.closed("S1", VALUES))).hasStackTraceContaining("0".repeat(64));
        assertThat(bench.predictions()).isEmpty();
        assertThat(bench.rejected()).isEmpty();
    }

    @Test
    void withoutAChampionTheAnswerIsThatThereIsNone() throws IOException {
        bench.release(bench.store(new byte[] {1}), ReleaseAlias.CHALLENGER);
        bench.send(Samples.closed("S1", VALUES));
        Prediction prediction = only(bench.predictions());
        assertThat(prediction.getAbstention()).isEqualTo(AbstentionReason.NO_MODEL);
        assertThat(prediction.getRanked()).isEmpty();
        assertThat(prediction.getBundleSha256()).isEmpty();
        assertThat(prediction.getModel()).isEqualTo("subtype");
    }

    @Test
    void theChampionOfAnotherReferenceIsNotAsked() throws IOException {
        bench.release(small.bundle());
        bench.send(CorrectedSample.newBuilder(Samples.closed("S1", VALUES))
                .setReferenceId("another")
                .build());
        assertThat(only(bench.predictions()).getAbstention()).isEqualTo(AbstentionReason.NO_MODEL);
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
