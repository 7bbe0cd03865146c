package org.expressway.ingest.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.gene.GeneIdType;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a person should look at before publishing a file, as sentences.
 *
 * @param known share of ids that are known
 * @param sizes library sizes, null where values are logarithms
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Warnings(
        ExpressionTable table,
        UnitEvidence evidence,
        ExpressionUnit unit,
        GeneMapping mapping,
        double known,
        double @Nullable [] sizes) {
    private static final double SMALL_LIBRARY = .1;
    private static final int NAMED = 5;

    List<String> all() {
        List<String> warnings = new ArrayList<>();
        unit(warnings);
        ids(warnings);
        libraries(warnings);
        long missing = table.missing();
        if (missing > 0) {
            warnings.add(missing + " values are missing; missing is never zero");
        }
        return warnings;
    }

    private void unit(List<String> warnings) {
        evidence.against(unit)
                .ifPresent(objection -> warnings.add(
                        objection.seen() + "; expected " + objection.expected() + ": " + objection.remedy()));
        if (unit == ExpressionUnit.UNKNOWN) {
            warnings.add("the unit is not to be told from the values (" + evidence.smallest() + " to "
                    + evidence.largest() + "): say it (--unit)");
        } else if (unit == ExpressionUnit.COUNTS && !evidence.whole()) {
            warnings.add("counts have fractions, as those that salmon, kallisto and RSEM estimate");
        }
    }

    private void ids(List<String> warnings) {
        GeneIdType type = mapping.vote().type();
        if (table.genes().kind() == GeneColumn.Kind.TRANSCRIPTS) {
            warnings.add(
                    "rows are transcripts: give the gene of each to sum them (--transcripts); publish refuses them");
        } else if (type == GeneIdType.OTHER_SPECIES) {
            warnings.add("gene ids such as " + table.genes().ids().get(0)
                    + " are those of another species: publish refuses them against a human panel");
        } else if (type == GeneIdType.PROBE) {
            warnings.add("ids such as " + table.genes().ids().get(0)
                    + " are probes of an array: they pass as they are, and fit a panel of the same platform alone");
        } else if (known < GeneRule.STANDARD.minimum()) {
            warnings.add("%.1f %% of gene ids are known; unknown ones are %s: another species or platform?"
                    .formatted(100 * known, String.join(", ", mapping.unmatched())));
        }
        if (mapping.repeated() > 0) {
            warnings.add(mapping.repeated() + " rows mean a gene that another row means: " + GeneProfiles.rule(unit));
        }
    }

    private void libraries(List<String> warnings) {
        if (sizes == null || sizes.length == 0) {
            return;
        }
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        double limit = SMALL_LIBRARY * sorted[sorted.length / 2];
        List<String> small = new ArrayList<>();
        for (int s = 0; s < sizes.length; s++) {
            if (sizes[s] < limit || sizes[s] == 0) {
                small.add(table.samples().get(s));
            }
        }
        if (!small.isEmpty()) {
            warnings.add(small.size() + " libraries are smaller than a tenth of the median one: "
                    + String.join(", ", small.subList(0, Math.min(NAMED, small.size()))));
        }
    }
}
