package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFitFormatTest {
    private static final double NAN = Double.NaN;
    private static final StoredFit FIT = new StoredFit(
            "ref-1",
            "Zürich/run 7",
            List.of("Zürich/a", "Zürich/b"),
            new BatchFit(
                    2,
                    9,
                    new double[] {1, NAN},
                    new double[] {2, NAN},
                    new double[] {3, NAN},
                    new double[] {4, NAN},
                    new double[] {5, NAN},
                    .1,
                    .2,
                    .3,
                    Double.POSITIVE_INFINITY));

    @Test
    void aFitComesBackAsItWas() {
        byte[] bytes = StoredFitFormat.write(FIT);
        assertThat(StoredFitFormat.read(bytes))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(FIT);
        assertThat(StoredFitFormat.write(StoredFitFormat.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void everyTruncationIsRefusedWithItsPlace() {
        byte[] bytes = StoredFitFormat.write(FIT);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StoredFitFormat.read(cut))
                    .withMessageContaining("not a valid stored fit: at byte");
        }
    }

    @Test
    void foreignBytesAndTrailingBytesAreRefused() {
        byte[] foreign = "PK\3\4 this is a zip file".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredFitFormat.read(foreign))
                .withMessageContaining("magic EXBF");
        byte[] bytes = StoredFitFormat.write(FIT);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredFitFormat.read(longer))
                .withMessageContaining("3 bytes behind the end");
        bytes[7] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredFitFormat.read(bytes))
                .withMessageContaining("version 2, expected 1");
    }

    @Test
    void membersAreSortedAndEachOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredFit("r", "A/1", List.of("A/b", "A/a"), FIT.fit()))
                .withMessageContaining("A/a after A/b");
    }
}
