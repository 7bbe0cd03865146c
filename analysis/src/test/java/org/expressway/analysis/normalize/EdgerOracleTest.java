package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.junit.jupiter.api.Test;

/**
 * edgeR 3.40.2 on 60 simulated samples (oracles/edger_tmm_cpm.R). edgeR's values depend on the company of a call; with
 * the whole call as the reference they are the frozen ones.
 */
class EdgerOracleTest {
    private static final Offset<Double> TOLERANCE = within(1e-9);
    private static final double EDGER_PRIOR = 2;

    private final Table counts = Oracles.table("nbsim/counts.tsv.gz");
    private final Table factors = Oracles.table("nbsim/edger/tmm.tsv");
    private final List<String> names = factors.texts("sample");
    private final List<float[]> cohort = Samples.all(counts, names);

    /** raw_ref is edgeR's factor against S03 before it is centred over the call. */
    @Test
    void tmmFactorsAreThoseOfEdgerAgainstTheSameColumn() {
        Normalizer tmm = NormalizationSettings.of(NormalizationMethod.TMM)
                .withTmmReference("S03")
                .learn(ValueUnit.COUNTS, names, cohort);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            assertThat(tmm.factor(cohort.get(i))).as(name).isEqualTo(factors.number(name, "raw_ref"), TOLERANCE);
            assertThat(Library.size(cohort.get(i))).as(name).isEqualTo(factors.number(name, "lib_size"));
        }
    }

    @Test
    void theReferenceColumnIsTheOneThatEdgerPicks() {
        String picked = Oracles.table("nbsim/edger/tmm_meta.tsv").texts("value").get(2);
        assertThat(picked).isEqualTo("S18");
        assertThat(tmm().referenceSample()).isEqualTo(picked);
    }

    @Test
    void centredTmmFactorsAreEdgersOwn() {
        Tmm tmm = tmm();
        for (int i = 0; i < names.size(); i++) {
            double expected = factors.number(names.get(i), "f_default");
            assertThat(tmm.factor(cohort.get(i)) / tmm.centre())
                    .as(names.get(i))
                    .isEqualTo(expected, TOLERANCE);
        }
    }

    @Test
    void logCpmIsThatOfEdger() {
        assertSame("nbsim/edger/logcpm.tsv.gz", learned(NormalizationMethod.LOG_CPM));
    }

    @Test
    void logCpmOfEffectiveLibrariesIsThatOfEdger() {
        assertSame("nbsim/edger/logcpm_tmm.tsv.gz", tmm());
    }

    private void assertSame(String path, Normalizer normalizer) {
        Table expected = Oracles.table(path);
        for (int i = 0; i < names.size(); i++) {
            double[] seen = Samples.normalized(normalizer, cohort.get(i));
            assertThat(Samples.distance(seen, expected.numbers(names.get(i))))
                    .as(names.get(i))
                    .isLessThan(1e-9);
        }
    }

    private Tmm tmm() {
        return (Tmm) learned(NormalizationMethod.TMM);
    }

    private Normalizer learned(NormalizationMethod method) {
        return NormalizationSettings.of(method).withPrior(EDGER_PRIOR).learn(ValueUnit.COUNTS, names, cohort);
    }
}
