package org.expressway.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scorer says what it made of each release. */
class ServiceTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel small = SmallModel.random(1, VALUES.length, 3);

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
    void aReleaseThatServesIsToldOnceAndWithoutASample() throws IOException {
        String first = bench.release(small.bundle());
        ModelService told = only(bench.service());
        assertThat(told.getServingSha256()).isEqualTo(first);
        assertThat(told.getRefused()).isNull();
        assertThat(bench.service()).isEmpty();
    }

    @Test
    void aDamagedBundleIsRefusedByNameAndTheOldOneServesOn() throws IOException {
        String first = bench.release(small.bundle());
        bench.service();
        String broken = bench.store("no bundle".getBytes(UTF_8));
        bench.release(broken, ReleaseAlias.CHAMPION);
        ModelService told = only(bench.service());
        assertThat(told.getReleasedSha256()).isEqualTo(broken);
        assertThat(told.getServingSha256()).isEqualTo(first);
        assertThat(told.getRefused()).contains(broken);
    }

    @Test
    void aBundleForAnotherReferenceIsRefused() throws IOException {
        String first = bench.release(small.bundle());
        bench.service();
        String foreign = bench.store(
                ModelBundle.newBuilder(small.bundle()).setReferenceId("another").build());
        bench.release(foreign, ReleaseAlias.CHAMPION);
        ModelService told = only(bench.service());
        assertThat(told.getServingSha256()).isEqualTo(first);
        assertThat(told.getRefused()).contains("another");
        bench.send(Samples.closed("S1", VALUES));
        assertThat(bench.predictions())
                .singleElement()
                .extracting(Prediction::getBundleSha256)
                .isEqualTo(first);
    }

    /** After a restart nothing is in memory: the release itself says who served before. */
    @Test
    void afterARestartTheOldOneServesOnStill() throws IOException {
        String first = bench.store(small.bundle());
        bench.release(ModelRelease.newBuilder(Samples.release("0".repeat(64), ReleaseAlias.CHAMPION))
                .setPreviousBundleSha256(first)
                .build());
        bench.send(Samples.closed("S1", VALUES));
        assertThat(bench.predictions())
                .singleElement()
                .extracting(Prediction::getBundleSha256)
                .isEqualTo(first);
        assertThat(only(bench.service()).getRefused()).contains("0".repeat(64));
    }

    @Test
    void aChallengerThatCannotBeAskedIsTold() throws IOException {
        bench.release(bench.store(new byte[] {1}), ReleaseAlias.CHALLENGER);
        ModelService told = only(bench.service());
        assertThat(told.getAlias()).isEqualTo(ReleaseAlias.CHALLENGER);
        assertThat(told.getServingSha256()).isNull();
        assertThat(told.getRefused()).isNotBlank();
    }

    @Test
    void whereNothingCanServeThatIsToldToo() {
        bench.release("0".repeat(64), ReleaseAlias.CHAMPION);
        ModelService told = only(bench.service());
        assertThat(told.getServingSha256()).isNull();
        assertThat(told.getRefused()).isNotBlank();
    }

    @Test
    void unequalNumbersOfPartitionsAreRefused() {
        CoPartitioned.requireEqual(Map.of("a", 4, "b", 4));
        assertThatThrownBy(() -> CoPartitioned.requireEqual(Map.of("a", 4, "b", 3)))
                .hasMessageContaining("b=3");
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
