package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClassCorrectionTest {
    private static final double NAN = Double.NaN;
    private static final BatchFit FIT = new BatchFit(
            9,
            1,
            new double[] {1, 1, NAN},
            new double[] {4, 1, NAN},
            new double[] {1, .5, NAN},
            new double[] {4, 1, NAN},
            new double[] {1, 1, NAN},
            0,
            1,
            NAN,
            NAN);
    private static final Frame FRAME = new Frame(new double[] {9, 4, 1}, new boolean[] {true, true, false});

    /** 20 lies 4 above the expected 16; less 3 for the batch, halved: .5 above. */
    @Test
    void aSampleKeepsWhatIsExpectedOfIt() {
        SampleCorrection correction = new ClassCorrection(FRAME, any -> new double[] {16, 7, NAN}, FIT);
        double[] values = {20, 8, -0.0};
        correction.apply(values, values);
        assertThat(values).containsExactly(16.5, 7, -0.0);
        assertThatIllegalArgumentException().isThrownBy(() -> correction.apply(new double[2], values));
    }

    @Test
    void oneExpectationForAllIsThePlainCorrection() {
        SplittableRandom random = new SplittableRandom(1);
        ReferenceMoments reference =
                ReferenceMoments.allGenes(RandomSamples.moments(RandomSamples.of(random, 20, 3, 5, 0)));
        Expectation mean = any -> reference.means();
        double[] sample = RandomSamples.of(random, 1, 3, 6, 0).get(0);
        double[] plain = new double[3];
        double[] classes = new double[3];
        new Correction(reference, FIT).apply(sample, plain);
        new ClassCorrection(Frame.of(reference), mean, FIT).apply(sample, classes);
        assertThat(classes).containsExactly(plain, within(1e-12));
    }

    @Test
    void expectationsAreAskedForTheValuesAsTheyCame() {
        double[] seen = new double[3];
        Expectation expectation = values -> {
            System.arraycopy(values, 0, seen, 0, 3);
            return IntStream.range(0, 3).mapToDouble(g -> values[g]).toArray();
        };
        double[] values = {20, NAN, 3};
        double[] out = new double[3];
        new ClassCorrection(FRAME, expectation, FIT).apply(values, out);
        assertThat(seen).containsExactly(values);
        assertThat(out).as("nothing is left but the shift").containsExactly(18.5, NAN, 3);
        assertThat(Arrays.stream(out).filter(Double::isNaN)).hasSize(1);
    }
}
