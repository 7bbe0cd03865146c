package org.expressway.ingest.publish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.LabFormat;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.expression.UnitObjection;
import org.expressway.ingest.gene.GeneMapping;
import org.expressway.ingest.gene.GeneProfiles;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * What is remembered of a file that was read and found good; its values are not.
 *
 * @param sha256 of its bytes: when it is read again, it has to be the same
 * @param met genes of the panel that it has
 * @param unmapped rows that mean no gene of the panel
 * @param notes what a person should know, as sentences
 */
record CheckedFile(
        SheetJoin.Column column,
        String sha256,
        LabFormat format,
        ExpressionUnit unit,
        int met,
        int unmapped,
        List<String> notes) {
    CheckedFile {
        notes = List.copyOf(notes);
    }

    static CheckedFile of(ExpressionTable table, ExpressionUnit unit, GeneMapping mapping) {
        return new CheckedFile(
                column(table),
                table.origin().sha256(),
                table.origin().format(),
                unit,
                mapping.met(),
                mapping.target().length - mapping.mapped(),
                notes(table, mapping, unit));
    }

    static SheetJoin.Column column(ExpressionTable table) {
        return new SheetJoin.Column(table.file(), table.samples(), table.places());
    }

    Path file() {
        return column.file();
    }

    /** What was said or told, unless the values speak against it. */
    static ExpressionUnit unit(ExpressionTable table) throws BadInput {
        UnitEvidence evidence = UnitEvidence.of(table);
        Optional<ExpressionUnit> told = table.unit() == null ? evidence.guess() : Optional.of(table.unit());
        ExpressionUnit unit = told.filter(u -> u != ExpressionUnit.UNKNOWN)
                .orElseThrow(() -> new BadInput(Fault.ofFile(
                        table.file(),
                        "values that could be of several units",
                        "counts (whole numbers, some above 100) or log2 values (none above 40)",
                        "say which unit they are in")));
        Optional<UnitObjection> objection = evidence.against(unit);
        if (objection.isPresent()) {
            throw new BadInput(objection.get().fault(table));
        }
        return unit;
    }

    private static List<String> notes(ExpressionTable table, GeneMapping mapping, ExpressionUnit unit) {
        List<String> notes = new ArrayList<>(table.notes());
        if (table.unit() == null) {
            notes.add("nobody said the unit: the values look like " + unit);
        }
        if (mapping.repeated() > 0) {
            notes.add(mapping.repeated() + " rows mean a gene that another row means: " + GeneProfiles.rule(unit));
        }
        long missing = table.missing();
        if (missing > 0) {
            notes.add(missing + " values are missing in the file");
        }
        return notes;
    }
}
