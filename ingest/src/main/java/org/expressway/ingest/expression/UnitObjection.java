package org.expressway.ingest.expression;

import org.expressway.ingest.Fault;

/**
 * Why values cannot be of the unit that was declared.
 *
 * @param gene index of the gene that shows it, -1 where the whole table does
 */
public record UnitObjection(int gene, int sample, String seen, String expected, String remedy) {
    static UnitObjection ofTable(String seen, String expected, String remedy) {
        return new UnitObjection(-1, -1, seen, expected, remedy);
    }

    /** The objection as a fault of the file, with gene, sample and place where one value shows it. */
    public Fault fault(ExpressionTable table) {
        if (gene < 0) {
            return Fault.ofFile(table.file(), seen, expected, remedy);
        }
        String id = table.genes().ids().get(gene);
        return new Fault(
                table.file(),
                table.places().row(gene),
                table.places().column(sample),
                table.samples().get(sample),
                seen + " (gene " + Fault.quoted(id) + ")",
                expected,
                remedy);
    }
}
