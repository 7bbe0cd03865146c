package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample's scores are the same to the last bit, whatever is scored beside it. */
class BatchBitsTest {
    static Stream<int[]> networks() {
        return Stream.of(
                new int[] {20_000, 128, 64, 5},
                new int[] {4_001, 33, 5},
                new int[] {700, 512, 128, 64, 11},
                new int[] {50, 5},
                new int[] {3_000, 2});
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aBatchGivesTheBitsOfEachAlone(int[] widths) throws InvalidModel {
        Model model = new Model("digest", SmallNetwork.bundle(3, widths).build());
        SplittableRandom random = new SplittableRandom(4);
        List<float[]> profiles = IntStream.range(0, OnnxSession.MOST_ROWS)
                .mapToObj(i -> SmallNetwork.profile(random, widths[0]))
                .toList();
        List<Model.Scores> alone = profiles.stream().map(model::score).toList();
        for (int size = 1; size <= profiles.size(); size++) {
            int from = random.nextInt(profiles.size() - size + 1);
            List<Model.Scores> together = model.scoreAll(profiles.subList(from, from + size));
            for (int i = 0; i < size; i++) {
                assertThat(together.get(i))
                        .as("row %d of %d", i, size)
                        .usingRecursiveComparison()
                        .isEqualTo(alone.get(from + i));
            }
        }
    }
}
