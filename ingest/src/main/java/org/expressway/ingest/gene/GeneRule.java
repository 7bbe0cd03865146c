package org.expressway.ingest.gene;

import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.GeneColumn;

/**
 * When a file's genes are too foreign to be used. The share that counts is the larger of two: of the file's ids that the
 * panel has, and of the panel's genes that the file has. A whole transcriptome against a small panel is low in the first
 * and fine, a small panel against a transcriptome low in the second; another species is low in both.
 *
 * @param minimum share below which a file is refused, 0 to 1
 */
public record GeneRule(double minimum) {
    /** Half. */
    public static final GeneRule STANDARD = new GeneRule(.5);

    public GeneRule {
        if (!(minimum >= 0 && minimum <= 1)) {
            throw new IllegalArgumentException("a least share of genes of " + minimum + ", expected 0 to 1");
        }
    }

    /** @param target what the ids are held against, such as {@code panel default} */
    public void require(ExpressionTable table, GeneMapping mapping, String target) throws BadInput {
        if (table.genes().kind() == GeneColumn.Kind.TRANSCRIPTS) {
            throw new BadInput(Fault.ofFile(
                    table.file(),
                    "estimates of " + table.genes().size() + " transcripts, such as "
                            + table.genes().ids().get(0),
                    "genes, or a map that says the gene of each transcript",
                    "give the tx2gene table or the GTF of your pipeline (--transcripts), or its table of genes"));
        }
        if (mapping.mapped() == 0 || Math.max(mapping.mappedShare(), mapping.metShare()) < minimum) {
            throw new BadInput(refusal(table, mapping, target));
        }
    }

    private Fault refusal(ExpressionTable table, GeneMapping mapping, String target) {
        int row = table.places().row(0);
        String share = mapping.mapped() == 0
                ? "no gene of " + target
                : "%.1f %% of %d gene ids are in %s"
                        .formatted(100 * mapping.mappedShare(), mapping.ids().size(), target);
        return new Fault(
                table.file(),
                row,
                row > 0 ? 1 : 0,
                "",
                share + "; ids are of kind " + mapping.vote().type() + ", unknown ones are "
                        + String.join(", ", mapping.unmatched()),
                "at least %.0f %% of the ids, or genes, of %s".formatted(100 * minimum, target),
                String.join("; ", remedies(mapping)));
    }

    private static List<String> remedies(GeneMapping mapping) {
        List<String> remedies = new ArrayList<>();
        if (mapping.vote().type() == GeneIdType.OTHER_SPECIES) {
            remedies.add("these are ids of another species: publish under a panel of its own");
        } else if (mapping.vote().type() == GeneIdType.PROBE) {
            remedies.add("these are probes of an array platform: summarise them to genes first, or publish under a"
                    + " panel of the platform's own");
        } else {
            remedies.add("where the ids are of another kind than the panel's, give an annotation that has both"
                    + " (--annotation); else publish under another panel name");
        }
        return remedies;
    }
}
