package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.expressway.analysis.oracle.Oracles;
import org.expressway.analysis.oracle.Table;
import org.expressway.analysis.reference.GenePanel;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.junit.jupiter.api.Test;

/** What the learned limits say of real samples: two laboratories of Quartet, and eleven cancer types of TCGA. */
class RealCohortQualityTest {
    private record Cohort(Table matrix, List<String> ids, List<String> groups, List<String> subjects) {
        static Cohort of(String folder, String group, String subject) {
            Table matrix = Oracles.data(folder + "/matrix.tsv.gz");
            Table sheet = Oracles.data(folder + "/samples.tsv");
            List<String> ids = matrix.header().subList(1, matrix.header().size());
            List<String> rows = plain(sheet.texts(sheet.header().get(0)));
            List<Integer> at = ids.stream().map(rows::indexOf).toList();
            List<String> columns = plain(sheet.header());
            List<String> groups = plain(sheet.texts(sheet.header().get(columns.indexOf(group))));
            List<String> subjects = plain(sheet.texts(sheet.header().get(columns.indexOf(subject))));
            return new Cohort(
                    matrix,
                    ids,
                    at.stream().map(groups::get).toList(),
                    at.stream().map(subjects::get).toList());
        }

        private static List<String> plain(List<String> cells) {
            return cells.stream().map(cell -> cell.replace("\"", "")).toList();
        }

        float[] values(String id) {
            double[] numbers = matrix.numbers(id);
            float[] values = new float[numbers.length];
            for (int g = 0; g < values.length; g++) {
                values[g] = (float) numbers[g];
            }
            return values;
        }

        List<Integer> members(Predicate<String> group) {
            return IntStream.range(0, ids.size())
                    .filter(i -> group.test(groups.get(i)))
                    .boxed()
                    .toList();
        }

        ReferenceProfile reference(String group) {
            List<ReferenceSample> samples = members(group::equals).stream()
                    .map(i -> new ReferenceSample("A/" + ids.get(i), subjects.get(i), values(ids.get(i)), null))
                    .toList();
            GenePanel panel =
                    new GenePanel("panel", matrix.texts(matrix.header().get(0)));
            return ReferenceBuilder.build(panel, List.of("A/1"), samples, ReferenceSettings.defaults(false));
        }
    }

    /** Daughters and mother against the father; XIST and the Y genes differ by 6 to 13 log2 units. */
    @Test
    void theSexOfEveryQuartetSampleIsSeenInBothLaboratories() {
        Cohort quartet = Cohort.of("quartet-rnaseq-2labs", "lab", "condition");
        ReferenceProfile first = quartet.reference("L01");
        for (int i : quartet.members(any -> true)) {
            Sex sex = quartet.subjects().get(i).equals("F7") ? Sex.MALE : Sex.FEMALE;
            Sex other = sex == Sex.MALE ? Sex.FEMALE : Sex.MALE;
            float[] values = quartet.values(quartet.ids().get(i));
            assertThat(QualityCheck.worst(first.quality(values, sex))).isEqualTo(Verdict.PASS);
            assertThat(value("declared_sex", first.quality(values, other))).isGreaterThan(6);
        }
    }

    /** Another laboratory's batch effect is what correction is for; it must not flag whole runs. */
    @Test
    void theSecondLaboratoryIsFurtherAwayThanTheFirstAndPasses() {
        Cohort quartet = Cohort.of("quartet-rnaseq-2labs", "lab", "condition");
        ReferenceProfile first = quartet.reference("L01");
        List<Double> rho = new ArrayList<>();
        for (int i : quartet.members("L02"::equals)) {
            rho.add(value(
                    "profile_correlation",
                    first.quality(quartet.values(quartet.ids().get(i)), Sex.UNKNOWN)));
        }
        assertThat(rho).allSatisfy(each -> assertThat(each).isBetween(.93, .97));
    }

    /** Measured: 0 of 226 breast samples flagged, 100 of 100 liver samples, none failed. */
    @Test
    void ofTumoursOtherTissuesAreSeenByTheirEnergy() {
        Cohort tcga = Cohort.of("tcga-11cohorts-tumour-normal", "cohort", "patient");
        ReferenceProfile breast = tcga.reference("BRCA");
        assertThat(flagged(tcga, breast, "BRCA")).isLessThanOrEqualTo(.01);
        assertThat(flagged(tcga, breast, "LIHC")).isGreaterThanOrEqualTo(.95);
        assertThat(flagged(tcga, breast, "KIRC")).isGreaterThanOrEqualTo(.75);
    }

    private static double flagged(Cohort cohort, ReferenceProfile reference, String group) {
        List<Integer> members = cohort.members(group::equals);
        long flagged = members.stream()
                .filter(i -> QualityCheck.worst(
                                reference.quality(cohort.values(cohort.ids().get(i)), Sex.UNKNOWN))
                        == Verdict.FLAG)
                .count();
        return (double) flagged / members.size();
    }

    private static double value(String check, List<QualityResult> results) {
        return results.stream()
                .filter(r -> r.check().equals(check))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
