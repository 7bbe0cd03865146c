package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.api.Test;

class QuantileTest {
    private static final float MISSING = Float.NaN;
    private static final Offset<Double> EXACT = within(1e-14);

    /** preprocessCore 1.60.2 on edgeR's log-CPM; as doubles, since rounding to float makes ties that R has not. */
    @Test
    void valuesAreThoseOfPreprocessCoreToTheSameTarget() {
        Table values = Oracles.table("nbsim/edger/logcpm.tsv.gz");
        Table expected = Oracles.table("nbsim/quantile/qn_use_target.tsv.gz");
        Quantile quantile =
                new Quantile(Oracles.table("nbsim/quantile/qn_target.tsv.gz").numbers("target"));
        for (String name : Oracles.table("nbsim/samples.tsv").texts("sample")) {
            double[] out = values.numbers(name);
            quantile.place(out, out);
            assertThat(Samples.distance(out, expected.numbers(name))).as(name).isLessThan(1e-9);
        }
    }

    /** Samples marked as train freeze it; here as floats, so the target agrees to their rounding. */
    @Test
    void theTargetIsThatOfPreprocessCore() {
        Table values = Oracles.table("nbsim/edger/logcpm.tsv.gz");
        Table samples = Oracles.table("nbsim/samples.tsv");
        List<String> training = samples.texts("sample").stream()
                .filter(name -> samples.number(name, "train") == 1)
                .toList();
        double[] expected = Oracles.table("nbsim/quantile/qn_target.tsv.gz").numbers("target");
        double[] target = Quantile.of(Samples.all(values, training)).target();
        assertThat(Samples.distance(target, expected)).isLessThan(1e-6);
    }

    @Test
    void equalValuesShareTheMeanOfTheirPlaces() {
        Quantile quantile = new Quantile(new double[] {1, 2, 4, 8});
        assertThat(Samples.normalized(quantile, new float[] {5, 9, 5, 0})).containsExactly(3, 8, 3, 1);
        assertThat(Samples.normalized(quantile, new float[] {7, 7, 7, 7})).containsExactly(3, 3, 3, 3);
        assertThat(Samples.normalized(quantile, new float[] {0f, -0f, 5, 9})).containsExactly(1.5, 1.5, 4, 8);
    }

    @Test
    void theRestOfASampleWithMissingValuesIsStretchedOverTheTarget() {
        Quantile quantile = new Quantile(new double[] {1, 2, 4, 8});
        assertThat(Samples.normalized(quantile, new float[] {5, MISSING, 9, 1}))
                .containsExactly(new double[] {3, Double.NaN, 8, 1}, EXACT);
        assertThat(Samples.normalized(quantile, new float[] {MISSING, MISSING, 9, MISSING}))
                .containsExactly(Double.NaN, Double.NaN, 3, Double.NaN);
    }

    @Test
    void theTargetIsTheMeanOfTheSortedSamples() {
        Quantile quantile = Quantile.of(List.of(new float[] {3, 1, 2}, new float[] {4, 8, MISSING}));
        assertThat(quantile.target()).containsExactly(new double[] {2.5, 4, 5.5}, EXACT);
    }

    @Test
    void whatIsNoTargetIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Quantile(new double[] {1, 0}))
                .withMessageContaining("index 1")
                .withMessageContaining("ascending");
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(new double[] {Double.NaN}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quantile.of(List.of(new float[] {MISSING})))
                .withMessageContaining("no value");
    }
}
