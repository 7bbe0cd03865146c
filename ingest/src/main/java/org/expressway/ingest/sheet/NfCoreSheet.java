package org.expressway.ingest.sheet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.ingest.table.SheetTable;

/**
 * The samplesheet of nf-core's pipelines ({@code sample,fastq_1,fastq_2,strandedness}). It says sample ids and the strand
 * of their libraries; rows of one sample are lanes. Site and batch have to be said beside it, or in columns of its own,
 * which nf-core passes over.
 */
final class NfCoreSheet {
    static final String STRANDEDNESS = "strandedness";

    private static final Set<String> STRANDS = Set.of("unstranded", "forward", "reverse", "auto");
    private static final Set<String> PER_LANE = Set.of("fastq1", "fastq2", "lane", "runaccession");

    private NfCoreSheet() {}

    static boolean recognises(SheetTable table) {
        return table.columns().contains("sample") && table.columns().contains("fastq_1");
    }

    static SheetSource read(SheetTable table, Faults faults) {
        reportStrands(table, faults);
        SheetTable samples = Lanes.joined(table, table.columns().indexOf("sample"), PER_LANE, faults);
        String note = samples.rows().size() + " samples in " + table.rows().size() + " rows of reads";
        return new SheetSource(SheetFormat.NF_CORE, samples, Map.of(), List.of(note));
    }

    /** Which strand a cell says; AUTO where it says none. */
    static Strandedness strand(String cell) {
        return cell.isEmpty() ? Strandedness.AUTO : Strandedness.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    private static void reportStrands(SheetTable table, Faults faults) {
        int column = table.columns().indexOf(STRANDEDNESS);
        for (SheetTable.Row row : column < 0 ? List.<SheetTable.Row>of() : table.rows()) {
            String strand = row.cells().get(column);
            if (!strand.isEmpty() && !STRANDS.contains(strand.toLowerCase(Locale.ROOT))) {
                faults.add(new Fault(
                        table.file(),
                        row.number(),
                        column + 1,
                        STRANDEDNESS,
                        Fault.quoted(strand),
                        "unstranded, forward, reverse or auto",
                        "correct the cell"));
            }
        }
    }
}
