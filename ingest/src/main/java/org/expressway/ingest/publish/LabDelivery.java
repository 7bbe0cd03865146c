package org.expressway.ingest.publish;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.expression.UnitObjection;
import org.expressway.ingest.format.LabReader;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * A table of expression and its sheet, read and joined.
 *
 * @param rows the sheet's row of each sample of the table
 * @param unitTold whether the unit was told by the values, nobody having said it
 */
public record LabDelivery(
        ExpressionTable table, SampleSheet sheet, List<SampleRow> rows, ExpressionUnit unit, boolean unitTold) {

    /** Reads both files to the end, so that the faults of both come in one report. */
    public static LabDelivery read(PublishRequest request, Progress progress) throws BadInput {
        Faults faults = new Faults();
        SampleSheet sheet = readSheet(request, faults);
        ExpressionTable table = readTable(request, sheet, faults, progress);
        faults.raise();
        if (sheet == null || table == null) {
            throw new IllegalStateException("a file without faults was not read");
        }
        List<SampleRow> rows = SheetJoin.join(table, sheet);
        return new LabDelivery(table, sheet, rows, unit(table), table.unit() == null);
    }

    private static @Nullable SampleSheet readSheet(PublishRequest request, Faults faults) {
        try {
            return SheetReader.read(request.sheet(), request.columns());
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    private static @Nullable ExpressionTable readTable(
            PublishRequest request, @Nullable SampleSheet sheet, Faults faults, Progress progress) {
        Set<String> samples = sheet == null
                ? Set.of()
                : sheet.rows().stream().map(SampleRow::sampleId).collect(Collectors.toSet());
        try {
            ReadOptions options = request.options().withUnit(request.unit()).withSamples(samples);
            return LabReader.read(request.matrix(), options, progress);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    /** What was said or told, unless the values speak against it. */
    private static ExpressionUnit unit(ExpressionTable table) throws BadInput {
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
}
