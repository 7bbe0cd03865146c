package org.expressway.trainer.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private static final Profiles SIX = Profiles.of(new float[][] {{0, 1, 2}, {10, 11, 12}, {20, 21, 22}})
            .and(Profiles.of(List.of(new float[] {30, 31, 32}, new float[] {40, 41, 42}, new float[] {50, 51, 52}), 3));

    @Test
    void rowsAreReadAsAskedFor() {
        Profiles chosen = SIX.only(new int[] {5, 2, 3}).only(new int[] {2, 0});
        float[] part = new float[2];
        chosen.read(1, 1, part);

        assertThat(chosen.toArray(float[][]::new)).isDeepEqualTo(new float[][] {{30, 31, 32}, {50, 51, 52}});
        assertThat(part).containsExactly(51, 52);
        assertThat(chosen.width()).isEqualTo(3);
    }

    @Test
    void chunksAreAllRowsOnce() {
        List<float[][]> chunks = SIX.chunks(4).toList();

        assertThat(chunks).extracting(chunk -> chunk.length).containsExactly(4, 2);
        assertThat(chunks.get(1)[1]).isSameAs(SIX.get(5));
    }

    @Test
    void rowsOfUnequalLengthAreRefused() {
        assertThatThrownBy(() -> Profiles.of(new float[][] {{1, 2}, {1}}))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessage("row 2 has 1 genes, the first has 2; samples of one panel are expected");
    }
}
