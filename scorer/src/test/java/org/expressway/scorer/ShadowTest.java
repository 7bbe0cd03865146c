package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A challenger is asked beside the champion, and is heard nowhere else. */
class ShadowTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel champion = SmallModel.random(1, VALUES.length, 3);
    private final SmallModel challenger = SmallModel.random(2, VALUES.length, 3);

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
    void aChallengerIsAskedOnceForEachStageBesideTheChampion() throws IOException {
        String first = bench.release(champion.bundle());
        bench.send(Samples.provisional("S0", VALUES));
        String second = bench.store(challenger.bundle());
        bench.release(second, ReleaseAlias.CHALLENGER);
        for (int i = 0; i < 2; i++) {
            bench.send(Samples.provisional("S1", VALUES));
            bench.send(Samples.closed("S1", VALUES));
        }
        assertThat(bench.predictions())
                .hasSize(3)
                .allMatch(call -> call.getBundleSha256().equals(first));
        List<Prediction> shadow = bench.shadow();
        assertThat(shadow).hasSize(2).allMatch(call -> call.getBundleSha256().equals(second));
        assertThat(shadow).extracting(Prediction::getId).doesNotHaveDuplicates();
        double[] expected = challenger.probabilities(VALUES);
        shadow.get(0)
                .getRanked()
                .forEach(ranked -> assertThat(ranked.getProbability())
                        .isCloseTo(
                                expected[challenger.classes().indexOf(ranked.getSubtype())],
                                org.assertj.core.api.Assertions.within(1e-5)));
    }

    @Test
    void aChallengerThatIsNoModelDisturbsNothing() throws IOException {
        String good = bench.release(champion.bundle());
        bench.release(bench.store(new byte[] {1, 2, 3}), ReleaseAlias.CHALLENGER);
        bench.send(Samples.closed("S1", VALUES));
        bench.release("0".repeat(64), ReleaseAlias.CHALLENGER);
        bench.send(Samples.closed("S2", VALUES));
        bench.release(bench.store(SmallModel.random(3, VALUES.length + 1, 3).bundle()), ReleaseAlias.CHALLENGER);
        bench.send(Samples.closed("S3", VALUES));
        assertThat(bench.predictions())
                .hasSize(3)
                .allMatch(call -> call.getBundleSha256().equals(good));
        assertThat(bench.shadow()).isEmpty();
        assertThat(bench.rejected()).isEmpty();
        String mended = bench.store(challenger.bundle());
        bench.release(mended, ReleaseAlias.CHALLENGER);
        bench.send(Samples.closed("S4", VALUES));
        assertThat(bench.shadow())
                .singleElement()
                .extracting(Prediction::getBundleSha256)
                .isEqualTo(mended);
    }

    @Test
    void aChallengerThatWasCrownedSpeaksInTheOpenOnly() throws IOException {
        bench.release(champion.bundle());
        String second = bench.store(challenger.bundle());
        bench.release(second, ReleaseAlias.CHALLENGER);
        bench.withdraw(ReleaseAlias.CHALLENGER);
        bench.release(second, ReleaseAlias.CHAMPION);
        bench.send(Samples.closed("S1", VALUES));
        assertThat(bench.predictions())
                .singleElement()
                .extracting(Prediction::getBundleSha256)
                .isEqualTo(second);
        assertThat(bench.shadow()).isEmpty();
    }
}
