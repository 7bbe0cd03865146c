package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.api.Test;

class MedianOfRatiosTest {
    private static final float MISSING = Float.NaN;

    /** DESeq2 1.38.3; sf_frozen_one is the factor before DESeq2 re-centres it over the call. */
    @Test
    void sizeFactorsAreThoseOfDeseq2WithFrozenMeans() {
        Table counts = Oracles.table("nbsim/counts.tsv.gz");
        Table expected = Oracles.table("nbsim/deseq2/deseq2_sf.tsv");
        MedianOfRatios normalizer = MedianOfRatios.of(trainingSamples(counts, expected), .5);
        for (String sample : expected.texts("sample")) {
            double size = Math.exp(normalizer.logSizeFactor(sample(counts, sample)));
            assertThat(size).as(sample).isEqualTo(expected.number(sample, "sf_frozen_one"), within(1e-9));
        }
    }

    @Test
    void frozenMeansAreThoseOfDeseq2() {
        Table expected = Oracles.table("nbsim/deseq2/deseq2_sf.tsv");
        Table counts = Oracles.table("nbsim/counts.tsv.gz");
        double[] means = Oracles.table("nbsim/deseq2/deseq2_geomeans.tsv.gz").numbers("geomean_frozen");
        double[] logMeans =
                MedianOfRatios.of(trainingSamples(counts, expected), .5).logGeometricMeans();
        for (int g = 0; g < means.length; g++) {
            assertThat(Math.exp(logMeans[g])).as("gene %s", g).isEqualTo(means[g], within(1e-9 * (1 + means[g])));
        }
    }

    @Test
    void aSampleOfTwiceTheDepthHasTwiceTheSizeAndTheSameValues() {
        MedianOfRatios normalizer = MedianOfRatios.of(List.of(new float[] {10, 20, 40}), .5);
        float[] doubled = {20, 40, 80};
        double logSize = normalizer.logSizeFactor(doubled);
        double[] out = new double[3];
        normalizer.normalize(doubled, logSize, out);
        assertThat(Math.exp(logSize)).isEqualTo(2, within(1e-14));
        assertThat(out).containsExactly(new double[] {log2(10.5), log2(20.5), log2(40.5)}, within(1e-13));
    }

    @Test
    void anEvenNumberOfRatiosTakesTheMeanOfTheTwoInTheMiddle() {
        MedianOfRatios normalizer = MedianOfRatios.of(List.of(new float[] {1, 1}), .5);
        assertThat(normalizer.logSizeFactor(new float[] {2, 8})).isEqualTo(Math.log(4), within(1e-15));
    }

    @Test
    void aGeneThatIsZeroOrMissingInOneReferenceSampleIsNotUsed() {
        MedianOfRatios normalizer = MedianOfRatios.of(List.of(new float[] {4, 0, 4}, new float[] {4, 9, MISSING}), .5);
        assertThat(normalizer.logSizeFactor(new float[] {4, 1e6f, 1e6f})).isEqualTo(0, within(1e-15));
    }

    @Test
    void missingStaysMissingAndZeroTakesThePrior() {
        MedianOfRatios normalizer = MedianOfRatios.of(List.of(new float[] {4, 4, 4}), .5);
        double[] out = new double[3];
        normalizer.normalize(new float[] {MISSING, 0, 4}, 0, out);
        assertThat(out[0]).isNaN();
        assertThat(out[1]).isEqualTo(-1);
    }

    @Test
    void aSampleWithoutAnyUsableGeneHasNoSize() {
        MedianOfRatios normalizer = MedianOfRatios.of(List.of(new float[] {4, 0}), .5);
        assertThat(normalizer.logSizeFactor(new float[] {0, 7})).isNaN();
        assertThat(normalizer.logSizeFactor(new float[] {MISSING, 7})).isNaN();
    }

    @Test
    void aCohortWithoutACommonGeneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MedianOfRatios.of(List.of(new float[] {1, 0}, new float[] {0, 1}), .5))
                .withMessageContaining("none of the 2 genes");
        assertThatIllegalArgumentException().isThrownBy(() -> MedianOfRatios.of(List.of(), .5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MedianOfRatios.of(List.of(new float[] {1}, new float[] {1, 2}), .5))
                .withMessageContaining("has 2 values where the first has 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new MedianOfRatios(new double[] {0}, 0));
    }

    @Test
    void logScaleValuesPassAsTheyAre() {
        AlreadyLog normalizer = new AlreadyLog();
        float[] values = {-1.5f, MISSING, 0.1f};
        double[] out = new double[3];
        normalizer.normalize(values, normalizer.logSizeFactor(values), out);
        assertThat(out).containsExactly(-1.5, Double.NaN, (double) 0.1f);
    }

    private static List<float[]> trainingSamples(Table counts, Table sizes) {
        List<float[]> training = new ArrayList<>();
        for (String sample : sizes.texts("sample")) {
            if (sizes.number(sample, "train") == 1) {
                training.add(sample(counts, sample));
            }
        }
        return training;
    }

    private static float[] sample(Table counts, String name) {
        double[] wide = counts.numbers(name);
        float[] values = new float[wide.length];
        for (int g = 0; g < wide.length; g++) {
            values[g] = (float) wide[g];
        }
        return values;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
