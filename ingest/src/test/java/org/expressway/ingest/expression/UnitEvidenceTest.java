package org.expressway.ingest.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.ingest.Fault;
import org.expressway.schemas.avro.ExpressionUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitEvidenceTest {
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tpmAndCpmAreToldApartByTheMultiplesOfOneRead(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] counts = random.ints(3000, 0, 40).asDoubleStream().toArray();
        double[] rates = IntStream.range(0, counts.length)
                .mapToDouble(g -> counts[g] / random.nextDouble(300, 5000))
                .toArray();
        assertThat(guess(perMillion(counts))).as("seed " + seed).contains(ExpressionUnit.CPM);
        assertThat(guess(perMillion(rates))).as("seed " + seed).contains(ExpressionUnit.TPM);
        assertThat(against(ExpressionUnit.COUNTS, perMillion(rates)).seen()).contains("as TPM does");
        assertThat(against(ExpressionUnit.COUNTS, perMillion(counts)).seen()).contains("as CPM does");
    }

    @Test
    void estimatedCountsMayHaveFractions() {
        assertThat(UnitEvidence.of(table(10.5f, 3200.25f, 7)).against(ExpressionUnit.COUNTS))
                .isEmpty();
    }

    @Test
    void logarithmsDeclaredAsCountsAndTheOtherWayRoundAreObjectedTo() {
        assertThat(against(ExpressionUnit.COUNTS, 0.5f, 3, 12).seen()).contains("as logarithms do");
        assertThat(against(ExpressionUnit.LOG2, 0, 3, 1200).seen()).contains("up to 1200 declared as LOG2");
    }

    @Test
    void aNegativeValueIsShownWithItsGeneItsSampleAndItsPlace() {
        ExpressionTable table = table(5, -3, 900);
        Fault fault = UnitEvidence.of(table)
                .against(ExpressionUnit.COUNTS)
                .orElseThrow()
                .fault(table);
        assertThat(fault.where()).isEqualTo("m.tsv, row 3, column 2 (S)");
        assertThat(fault.seen()).contains("-3", "\"G1\"");
    }

    @Test
    void zerosThatAreNotStoredCount() {
        SparseValues values = new SparseValues(4, new int[] {0, 1, 1}, new int[] {2}, new float[] {7});
        ExpressionTable table = new ExpressionTable(
                origin(), genes(4), List.of("A", "B"), values, Places.NONE, null, Map.of(), List.of());
        UnitEvidence evidence = UnitEvidence.of(table);
        assertThat(evidence.zeros()).isEqualTo(7);
        assertThat(evidence.smallest()).isZero();
        assertThat(table.librarySizes()).containsExactly(7, 0);
        assertThat(values.profile(0)).containsExactly(0, 0, 7, 0);
    }

    private static float[] perMillion(double[] values) {
        double sum = Arrays.stream(values).sum();
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] / sum * 1e6);
        }
        return scaled;
    }

    private static Optional<ExpressionUnit> guess(float... values) {
        return UnitEvidence.of(table(values)).guess();
    }

    private static UnitObjection against(ExpressionUnit unit, float... values) {
        return UnitEvidence.of(table(values)).against(unit).orElseThrow();
    }

    private static ExpressionTable table(float... values) {
        return new ExpressionTable(
                origin(),
                genes(values.length),
                List.of("S"),
                new DenseValues(values.length, new float[][] {values}),
                Places.from(2, values.length, 2, 1),
                null,
                Map.of(),
                List.of());
    }

    private static GeneColumn genes(int size) {
        return GeneColumn.of(IntStream.range(0, size).mapToObj(g -> "G" + g).toList());
    }

    private static Origin origin() {
        return new Origin(Path.of("m.tsv"), "", LabFormat.GENES_BY_SAMPLES);
    }
}
