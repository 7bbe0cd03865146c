package org.expressway.ingest.cells;

import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.gene.GeneMapping;

/**
 * One cell after another, aligned to the panel: its counts above zero by ascending gene, rows that mean the same gene
 * added up. Mutable, one cell at a time: memory is one profile, whatever the capture holds.
 */
final class CellEntries {
    private final ExpressionTable table;
    private final GeneMapping mapping;
    private final double[] sums;
    private final int[] genes;
    private int size;

    CellEntries(ExpressionTable table, GeneMapping mapping) {
        this.table = table;
        this.mapping = mapping;
        this.sums = new double[mapping.size()];
        this.genes = new int[mapping.size()];
    }

    /** Goes to a cell. @throws BadInput where a value of it is no count */
    void at(int cell) throws BadInput {
        for (int i = 0; i < size; i++) {
            sums[genes[i]] = 0;
        }
        size = 0;
        int[] bad = {-1};
        table.values().visit(cell, (row, value) -> {
            bad[0] = value >= 0 && Float.isFinite(value) ? bad[0] : row;
            int gene = mapping.target()[row];
            if (gene >= 0 && value > 0) {
                if (sums[gene] == 0) {
                    genes[size++] = gene;
                }
                sums[gene] += value;
            }
        });
        if (bad[0] >= 0) {
            throw noCount(cell, bad[0]);
        }
        Arrays.sort(genes, 0, size);
    }

    int size() {
        return size;
    }

    int gene(int entry) {
        return genes[entry];
    }

    float count(int entry) {
        return (float) sums[genes[entry]];
    }

    private BadInput noCount(int cell, int row) {
        return new BadInput(new Fault(
                table.file(),
                table.places().row(row),
                table.places().column(cell),
                table.samples().get(cell),
                "a value that is missing, negative or infinite, of gene "
                        + Fault.quoted(table.genes().ids().get(row)),
                "a count of molecules, 0 or more, in every cell",
                "send the raw counts (scanpy: --layer counts); a gene that was not measured has no row"));
    }
}
