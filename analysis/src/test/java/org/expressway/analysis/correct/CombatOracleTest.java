package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against sva 3.46.0, {@code ComBat(ref.batch=)} without covariates, which treats each batch as a pair with the reference. */
class CombatOracleTest {
    private static final double PARITY = 1e-9;

    @ParameterizedTest(name = "{0} {1} against {2}")
    @CsvSource({"nbsim, A, B", "nbsim, C, B", "bladder, b1, b2", "bladder, b3, b2", "bladder, b4, b2", "bladder, b5, b2"
    })
    void parametersAndValuesAreThoseOfSva(String set, String batch, String referenceBatch) {
        String results = set.equals("nbsim") ? "nbsim/combat_filt/" : "bladder/combat/";
        Table expression = Oracles.table(set.equals("nbsim") ? "nbsim/expr_filt.tsv.gz" : "bladder/expr.tsv.gz");
        Table samples = Oracles.table(set + "/samples.tsv");
        ReferenceMoments reference = ReferenceMoments.allGenes(moments(expression, samples, referenceBatch));
        BatchFit fit = Combat.fit(reference, moments(expression, samples, batch));
        assertParameters(fit, Oracles.table(results + "combat_params_ref.tsv.gz"), batch);
        assertPriors(fit, Oracles.table(results + "combat_hyper_ref.tsv"), batch);
        Table corrected = Oracles.table(results + "combat_ref.tsv.gz");
        Correction correction = new Correction(reference, fit);
        for (String sample : members(samples, batch)) {
            double[] out = expression.numbers(sample);
            correction.apply(out, out);
            assertThat(out).as(sample).containsExactly(corrected.numbers(sample), within(PARITY));
        }
    }

    private static void assertParameters(BatchFit fit, Table expected, String batch) {
        assertClose(fit.gammaHat(), expected.numbers("gamma_hat." + batch), "gammaHat");
        assertClose(fit.deltaHat(), expected.numbers("delta_hat." + batch), "deltaHat");
        assertClose(fit.gammaStar(), expected.numbers("gamma_star." + batch), "gammaStar");
        assertClose(fit.deltaStar(), expected.numbers("delta_star." + batch), "deltaStar");
    }

    private static void assertPriors(BatchFit fit, Table expected, String batch) {
        assertThat(fit.samples()).isEqualTo((int) expected.number(batch, "n"));
        double[] seen = {fit.gammaBar(), fit.tau2(), fit.priorA(), fit.priorB()};
        double[] wanted = {
            expected.number(batch, "gamma_bar"),
            expected.number(batch, "t2"),
            expected.number(batch, "a_prior"),
            expected.number(batch, "b_prior")
        };
        assertThat(seen).containsExactly(wanted, within(PARITY));
    }

    /** Absolute up to 1, relative above; the greatest variance ratios are some hundreds. */
    private static void assertClose(double[] seen, double[] expected, String name) {
        assertThat(seen).hasSameSizeAs(expected);
        double worst = IntStream.range(0, seen.length)
                .mapToDouble(g -> Math.abs(seen[g] - expected[g]) / Math.max(1, Math.abs(expected[g])))
                .max()
                .orElseThrow();
        assertThat(worst).as(name).isLessThanOrEqualTo(PARITY);
    }

    private static GeneMoments moments(Table expression, Table samples, String batch) {
        List<double[]> values =
                members(samples, batch).stream().map(expression::numbers).toList();
        return RandomSamples.moments(values);
    }

    private static List<String> members(Table samples, String batch) {
        List<String> names = samples.texts("sample");
        List<String> batches = samples.texts("batch");
        return IntStream.range(0, names.size())
                .filter(i -> batches.get(i).equals(batch))
                .mapToObj(names::get)
                .toList();
    }
}
