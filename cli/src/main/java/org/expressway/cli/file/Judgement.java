package org.expressway.cli.file;

import java.util.List;
import java.util.stream.Collectors;
import org.expressway.analysis.qc.QualityCheck;
import org.expressway.analysis.qc.QualityResult;
import org.expressway.analysis.qc.Verdict;
import org.expressway.cli.terminal.Table;
import org.jspecify.annotations.Nullable;

/** What the checks say of one sample; as a line of JSON. */
record Judgement(String sample, String verdict, List<Check> checks) {
    /**
     * One check.
     *
     * @param threshold null where the limit is switched off
     */
    record Check(
            String check, @Nullable Double value, @Nullable Double threshold, String verdict, String reason) {
        static Check of(QualityResult result) {
            return new Check(
                    result.check(),
                    finite(result.value()),
                    finite(result.threshold()),
                    result.verdict().name(),
                    result.reason());
        }

        /** JSON has no infinity. */
        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }

    static Judgement of(String sample, List<QualityResult> results) {
        return new Judgement(
                sample,
                QualityCheck.worst(results).name(),
                results.stream().map(Check::of).toList());
    }

    /** The reasons of what did not pass. */
    String findings() {
        return checks.stream()
                .filter(check -> !check.verdict().equals(Verdict.PASS.name()))
                .map(Check::reason)
                .collect(Collectors.joining("; "));
    }

    /** For people. */
    static Table table(List<Judgement> judgements) {
        Table table = new Table("sample", "verdict", "why");
        judgements.forEach(one -> table.row(one.sample, one.verdict, one.findings()));
        return table;
    }
}
