package org.expressway.analysis.labelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.normalize.ValueUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSamplesFileTest {
    private static final float[] MISSING = {1, Float.NaN, 3};

    @TempDir
    private Path folder;

    @Test
    void samplesComeBackAsTheyWere() throws IOException {
        LabelledSamples set = new LabelledSamples(
                ValueUnit.COUNTS,
                List.of("A", "B", "C"),
                List.of("s1", "s2"),
                new float[][] {MISSING, {0, 5, 6}},
                List.of("x", "y"),
                List.of("p1", "p1"),
                List.of("h1", "h2"),
                List.of(),
                new LabelledSamples.Others(new float[][] {{7, 8, 9}}, List.of("p2"), List.of("h1")));
        Path file = folder.resolve("set");
        LabelledSamplesFile.write(file, set);
        LabelledSamples read = LabelledSamplesFile.read(file);
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("values", "others.values")
                .isEqualTo(set);
        assertThat(Arrays.deepEquals(read.values(), set.values())).isTrue();
        assertThat(read.others().values()).isDeepEqualTo(new float[][] {{7, 8, 9}});
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "gene\ts1\ts2\nA\t1\t2\n");
        assertThatThrownBy(() -> LabelledSamplesFile.read(file)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everySampleNeedsALabel() {
        assertThatThrownBy(() -> new LabelledSamples(
                        ValueUnit.LOG2,
                        List.of("A"),
                        List.of("s1", "s2"),
                        new float[2][1],
                        List.of("x"),
                        List.of("p1", "p2"),
                        List.of(),
                        List.of(),
                        LabelledSamples.Others.none()))
                .hasMessageContaining("1 labels");
    }
}
