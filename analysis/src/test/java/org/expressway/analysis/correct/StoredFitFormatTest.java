package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.Mix;
import org.junit.jupiter.api.Test;

class StoredFitFormatTest {
    private static final double NAN = Double.NaN;
    private static final StoredFit FIT = new StoredFit(
            "ref-1",
            "Zürich/run 7",
            new BatchCorrection(
                    Mode.BRIDGED,
                    "bridged",
                    List.of("a", "b", "c"),
                    2,
                    1,
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
                            Double.POSITIVE_INFINITY),
                    new Composition(
                            Mix.OTHER_MIX,
                            "mostly x",
                            new double[] {.9, .1},
                            new double[][] {{.01, -.01}, {-.01, .01}},
                            new double[] {1, 2, 3},
                            .8,
                            1.1),
                    .07));

    @Test
    void aFitComesBackAsItWas() {
        byte[] bytes = StoredFitFormat.write(FIT);
        assertThat(StoredFitFormat.read(bytes))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(FIT);
        assertThat(StoredFitFormat.write(StoredFitFormat.read(bytes))).isEqualTo(bytes);
    }

    /** Such a fit has a shorter form, and a content address needs one form only. */
    @Test
    void aLearnedFitThatMovesNoGeneIsRefused() {
        byte[] bytes = StoredFitFormat.write(FIT);
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        // gammaStar is the third of five rows, each of a length and two numbers, before the last four numbers.
        int gammaStar = bytes.length - 4 * Double.BYTES - 3 * (Integer.BYTES + 2 * Double.BYTES) + Integer.BYTES;
        assertThat(fields.getDouble(gammaStar)).isEqualTo(3);
        fields.putDouble(gammaStar, NAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredFitFormat.read(bytes))
                .withMessageContaining("of which it moves none");
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
        bytes[7] = 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoredFitFormat.read(bytes))
                .withMessageContaining("version 3, expected 2");
    }

    @Test
    void aDecisionToLeaveABatchAsItIsTakesLittleRoom() {
        BatchFit nothing = BatchFit.nothing(9, 20_000);
        StoredFit fit = new StoredFit(
                "r", "A/1", new BatchCorrection(Mode.CONFOUNDED, "unclear", List.of("a"), 9, 0, nothing, null, NAN));
        byte[] bytes = StoredFitFormat.write(fit);
        assertThat(bytes).hasSizeLessThan(100);
        assertThat(StoredFitFormat.read(bytes))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(fit);
    }

    @Test
    void membersAreSortedAndEachOnce() {
        assertThat(FIT.members()).containsExactly("Zürich/a", "Zürich/b", "Zürich/c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchCorrection(
                        Mode.SVA, "", List.of("b", "a"), 2, 0, FIT.correction().fit(), null, NAN))
                .withMessageContaining("a after b");
    }
}
