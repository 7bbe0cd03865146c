package org.expressway.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.matrix.MatrixFrame;
import org.expressway.ingest.table.Separator;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.Test;

class UnitGuessTest {
    @Test
    void wholeNumbersWithALargeOneAreCounts() {
        assertThat(guess(0, 17, 1200)).contains(ExpressionUnit.COUNTS);
        assertThat(guess(0, Float.NaN, 1200)).contains(ExpressionUnit.COUNTS);
    }

    @Test
    void smallFractionsAndNegativesAreLogarithms() {
        assertThat(guess(-2, 5.44f, 16.3f)).contains(ExpressionUnit.LOG2);
        assertThat(guess(0.5f, 3, 12)).contains(ExpressionUnit.LOG2);
    }

    @Test
    void whatCouldBeSeveralUnitsIsNotGuessed() {
        assertThat(guess(0, 1, 3)).isEmpty();
        assertThat(guess(0.5f, 812.25f, 3)).isEmpty();
        assertThat(guess(-5, 200, 3)).isEmpty();
        assertThat(guess(Float.NaN, Float.NaN, Float.NaN)).isEmpty();
    }

    private static Optional<ExpressionUnit> guess(float... values) {
        List<String> genes = List.of("A", "B", "C");
        MatrixFrame frame = new MatrixFrame(Path.of("m"), "", Separator.TAB, "gene", genes, List.of("S"), 0);
        return UnitGuess.of(new ExpressionMatrix(frame, new float[][] {values}));
    }
}
