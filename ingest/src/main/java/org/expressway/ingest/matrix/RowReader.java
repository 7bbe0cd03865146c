package org.expressway.ingest.matrix;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.Separator;

/** Reads one row of a matrix: a gene id and a number for each sample. Says what is wrong with a row that is not that. */
final class RowReader {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final MatrixHeader header;
    private final GeneRows rows;
    private final Faults faults;
    private final Precision precision;
    private final NumberCell number;
    private final double[] values;

    RowReader(Path file, MatrixHeader header, Precision precision, GeneRows rows, Faults faults) {
        this.file = file;
        this.header = header;
        this.rows = rows;
        this.faults = faults;
        this.precision = precision;
        this.number = new NumberCell(precision);
        this.values = new double[header.samples().size()];
    }

    /** Reads the current line; {@code cells} stands before its first cell. */
    void read(Lines line, Cells cells) {
        cells.next();
        String gene = cells.text();
        int read = 0;
        while (cells.next()) {
            if (read < values.length) {
                readNumber(line.row(), read, cells);
            }
            read++;
        }
        if (cells.unclosed()) {
            faults.add(Fault.ofRow(
                    file,
                    line.row(),
                    "a double quote that is never closed",
                    "quotes in pairs within a row",
                    "mend the quote, or export without quotes"));
        } else if (read == values.length) {
            addGene(gene, line.row());
        } else {
            faults.add(ragged(line, read + 1));
        }
    }

    private void readNumber(int row, int sample, Cells cells) {
        boolean isNumber = number.read(cells.bytes(), cells.start(), cells.end());
        values[sample] = number.value();
        if (!isNumber || Double.isInfinite(number.value())) {
            faults.add(notANumber(row, sample, cells.text(), isNumber));
        }
    }

    private void addGene(String gene, int row) {
        NameRule.GENE
                .objectionTo(gene)
                .ifPresent(objection -> faults.add(new Fault(
                        file,
                        row,
                        1,
                        "",
                        objection + " for a gene: " + Fault.quoted(gene),
                        NameRule.GENE.text(),
                        "give the gene its id or delete the row")));
        Integer earlier = rows.claim(gene, row);
        if (earlier == null) {
            rows.add(gene, values);
        } else if (!gene.isBlank()) {
            faults.add(new Fault(
                    file,
                    row,
                    1,
                    "",
                    "duplicate gene " + Fault.quoted(gene) + ": rows " + earlier + " and " + row,
                    "each gene once",
                    "keep one of the rows, add them up where they are counts, or use ids that are unique"));
        }
    }

    private Fault notANumber(int row, int sample, String seen, boolean isNumber) {
        String name = header.samples().get(sample);
        if (isNumber) {
            return new Fault(
                    file,
                    row,
                    sample + 2,
                    name,
                    Fault.quoted(seen),
                    precision.range,
                    "correct the value, or leave the cell empty");
        }
        if (INFINITE.matcher(seen).matches()) {
            return new Fault(
                    file,
                    row,
                    sample + 2,
                    name,
                    "an infinite value, " + Fault.quoted(seen),
                    "a finite number",
                    "log2(0) gives this: send the values before the logarithm, or leave the cell empty");
        }
        boolean comma = DECIMAL_COMMA.matcher(seen).matches();
        return new Fault(
                file,
                row,
                sample + 2,
                name,
                Fault.quoted(seen) + (comma ? ", a number with a decimal comma" : ""),
                "a number with a decimal point, or empty, NA, NaN or null where it is missing",
                comma ? "export the table with decimal points" : "correct the value, or leave the cell empty");
    }

    private Fault ragged(Lines line, int seen) {
        int expected = header.samples().size() + 1;
        String remedy = "a cell was lost or split in this row: export the table again"
                + (header.separator() == Separator.COMMA ? ", with decimal points and names quoted" : "");
        if (seen == 1 && Separator.mostFrequentIn(line.text()).isPresent()) {
            Separator other = Separator.mostFrequentIn(line.text()).get();
            remedy = "the row looks " + other.label() + "-separated, but the header is "
                    + header.separator().label() + "-separated: use one separator for all rows";
        } else if (seen == expected + 1 && line.row() == 2) {
            remedy = "if every row has one cell more than the header, as R's write.table writes it, "
                    + "write the table with col.names=NA or name the gene column";
        }
        return Fault.ofRow(
                file,
                line.row(),
                seen + (seen == 1 ? " cell" : " cells"),
                expected + " cells, as in the header",
                remedy);
    }
}
