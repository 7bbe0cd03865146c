package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against sva 3.46.0 on {@code oracles/nbsim}: all five stored variants over three batches at once from sufficient
 * statistics, by the choice of the frame; and the pairwise covariate against calls on two batches.
 */
class SvaVariantsTest {
    private static final double PARITY = 1e-9;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nomod, false, , MEAN_AND_VARIANCE",
        "mod, true, , MEAN_AND_VARIANCE",
        "ref, false, B, MEAN_AND_VARIANCE",
        "ref_mod, true, B, MEAN_AND_VARIANCE",
        "meanonly, false, , MEAN_ONLY"
    })
    void valuesAndParametersAreThoseOfSva(
            String variant, boolean covariate, String referenceBatch, Adjustment adjustment) {
        Cohort cohort = Cohort.read(covariate);
        JointDesign design = new JointDesign(cohort.cells(), referenceBatch, 0);
        Table values = Oracles.table("nbsim/combat_filt/combat_" + variant + ".tsv.gz");
        Table parameters = Oracles.table("nbsim/combat_filt/combat_params_" + variant + ".tsv.gz");
        Table priors = Oracles.table("nbsim/combat_filt/combat_hyper_" + variant + ".tsv");
        assertClose(design.frame().variance(), parameters.numbers("var_pooled"), "var_pooled");
        for (String batch : cohort.cells().keySet()) {
            if (!batch.equals(referenceBatch)) {
                BatchFit fit = Combat.fit(design.frame(), design.residuals(batch), adjustment);
                assertParameters(fit, parameters, batch);
                assertPriors(fit, priors, batch);
                for (int i : cohort.members(batch)) {
                    double[] out = cohort.values(i);
                    new Correction(design.frame(), design.expected(cohort.label(i)), fit).apply(out, out);
                    assertClose(out, values.numbers(cohort.name(i)), cohort.name(i));
                }
            }
        }
    }

    /** Figures of R: first gene of the first sample, 100th of the 7th, last of the last, sum of values and of squares. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "A, MEAN_AND_VARIANCE, 7.6261688052760546, 8.0488034430996507, 6.4549860818693272, 283619.93124435196, 2284882.6619485286",
        "C, MEAN_AND_VARIANCE, 7.8049710637311769, 8.2366804882838025, 6.8165296157896824, 283615.7623542482, 2284573.4674531426",
        "A, MEAN_ONLY, 7.0008124941550394, 8.1324182342877958, 6.1561156475145795, 283628.18835072528, 2268120.6737230043",
        "C, MEAN_ONLY, 7.3608393440669735, 8.3964575597548006, 6.3725813928281463, 283600.46143253299, 2263580.06902395"
    })
    void thePairwiseCovariateIsThatOfACallOnTwoBatches(
            String batch, Adjustment adjustment, double first, double inside, double last, double sum, double squares) {
        Cohort cohort = Cohort.read(true);
        boolean[] all = new boolean[cohort.genes()];
        Arrays.fill(all, true);
        PairwiseDesign design =
                PairwiseDesign.of(cohort.cells().get("B"), cohort.cells().get(batch), all);
        BatchFit fit = design.fit(adjustment);
        List<double[]> corrected = cohort.members(batch).stream()
                .map(i -> {
                    double[] out = cohort.values(i);
                    design.correction(fit, cohort.label(i)).apply(out, out);
                    return out;
                })
                .toList();
        assertThat(corrected.get(0)[0]).isEqualTo(first, within(PARITY));
        assertThat(corrected.get(6)[99]).isEqualTo(inside, within(PARITY));
        assertThat(corrected.get(19)[cohort.genes() - 1]).isEqualTo(last, within(PARITY));
        double[] values = corrected.stream().flatMapToDouble(Arrays::stream).toArray();
        assertThat(Arrays.stream(values).map(Math::abs).sum()).isEqualTo(sum, within(1e-7));
        assertThat(Arrays.stream(values).map(v -> v * v).sum()).isEqualTo(squares, within(1e-6));
    }

    @Test
    void aBatchWithoutACommonClassPasses() {
        Cohort cohort = Cohort.read(true);
        boolean[] all = new boolean[cohort.genes()];
        Arrays.fill(all, true);
        SortedMap<String, GeneMoments> pure = new TreeMap<>();
        pure.put("new", cohort.cells().get("A").get("ctrl"));
        PairwiseDesign design = PairwiseDesign.of(cohort.cells().get("B"), pure, all);
        BatchFit fit = design.fit(Adjustment.MEAN_AND_VARIANCE);
        assertThat(fit.correctedGenes()).isZero();
        double[] sample = cohort.values(0);
        double[] out = new double[sample.length];
        design.correction(fit, "new").apply(sample, out);
        assertThat(out).containsExactly(sample);
    }

    private static void assertParameters(BatchFit fit, Table expected, String batch) {
        assertClose(fit.gammaHat(), expected.numbers("gamma_hat." + batch), "gammaHat");
        assertClose(fit.deltaHat(), expected.numbers("delta_hat." + batch), "deltaHat");
        assertClose(fit.gammaStar(), expected.numbers("gamma_star." + batch), "gammaStar");
        assertClose(fit.deltaStar(), expected.numbers("delta_star." + batch), "deltaStar");
    }

    private static void assertPriors(BatchFit fit, Table expected, String batch) {
        double[] seen = {fit.samples(), fit.gammaBar(), fit.tau2(), fit.priorA(), fit.priorB()};
        String[] columns = {"n", "gamma_bar", "t2", "a_prior", "b_prior"};
        for (int i = 0; i < seen.length; i++) {
            String text = expected.texts(columns[i]).get(expected.texts("batch").indexOf(batch));
            double wanted = text.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
            assertThat(seen[i] == wanted || Math.abs(seen[i] - wanted) <= PARITY)
                    .as("%s %s, expected %s", columns[i], seen[i], wanted)
                    .isTrue();
        }
    }

    private static void assertClose(double[] seen, double[] expected, String name) {
        assertThat(seen).hasSameSizeAs(expected);
        double worst = IntStream.range(0, seen.length)
                .mapToDouble(g -> Math.abs(seen[g] - expected[g]) / Math.max(1, Math.abs(expected[g])))
                .max()
                .orElseThrow();
        assertThat(worst).as(name).isLessThanOrEqualTo(PARITY);
    }

    /** The samples with their moments per batch and class; without covariate all are of one class. */
    private record Cohort(
            Table expression,
            List<String> names,
            List<String> batches,
            List<String> labels,
            SortedMap<String, SortedMap<String, GeneMoments>> cells) {
        static Cohort read(boolean covariate) {
            Table expression = Oracles.table("nbsim/expr_filt.tsv.gz");
            Table samples = Oracles.table("nbsim/samples.tsv");
            List<String> labels = covariate
                    ? samples.texts("condition")
                    : samples.texts("condition").stream().map(any -> "").toList();
            Cohort cohort =
                    new Cohort(expression, samples.texts("sample"), samples.texts("batch"), labels, new TreeMap<>());
            for (int i = 0; i < cohort.names.size(); i++) {
                cohort.cells
                        .computeIfAbsent(cohort.batches.get(i), any -> new TreeMap<>())
                        .computeIfAbsent(labels.get(i), any -> new GeneMoments(cohort.genes()))
                        .plus(cohort.values(i));
            }
            return cohort;
        }

        int genes() {
            return expression.rows().size();
        }

        List<Integer> members(String batch) {
            return IntStream.range(0, names.size())
                    .filter(i -> batches.get(i).equals(batch))
                    .boxed()
                    .toList();
        }

        String name(int sample) {
            return names.get(sample);
        }

        String label(int sample) {
            return labels.get(sample);
        }

        double[] values(int sample) {
            return expression.numbers(names.get(sample));
        }
    }
}
