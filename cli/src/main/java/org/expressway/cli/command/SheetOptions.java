package org.expressway.cli.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which column of a sample sheet means what, where the header does not say it. */
final class SheetOptions {
    private static final Set<SheetField> OWN =
            EnumSet.of(SheetField.SAMPLE, SheetField.SUBJECT, SheetField.TIME, SheetField.LABEL);

    /** Fields as a person writes them: tumour-fraction, rin. */
    static final class FieldName implements ITypeConverter<SheetField> {
        @Override
        public SheetField convert(String name) {
            return SheetField.named(name)
                    .orElseThrow(() -> new TypeConversionException("no field " + name + "; expected one of "
                            + Arrays.stream(SheetField.values())
                                    .map(field -> field.text().replace(' ', '-'))
                                    .collect(Collectors.joining(", "))));
        }
    }

    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id.")
    private @Nullable String sample;

    @Option(names = "--site-column", paramLabel = "NAME", description = "Column of the site.")
    private @Nullable String site;

    @Option(names = "--batch-column", paramLabel = "NAME", description = "Column of the batch (run, plate or lot).")
    private @Nullable String batch;

    @Option(names = "--subject-column", paramLabel = "NAME", description = "Column of the subject.")
    private @Nullable String subject;

    @Option(names = "--time-column", paramLabel = "NAME", description = "Column of the time point.")
    private @Nullable String time;

    @Option(
            names = "--role-column",
            paramLabel = "NAME",
            description = "Column of the role: study, bridge_control, blank.")
    private @Nullable String role;

    @Option(names = "--site", paramLabel = "SITE", description = "Site of samples for which the sheet names none.")
    private @Nullable String defaultSite;

    @Option(names = "--batch", paramLabel = "BATCH", description = "Batch of samples for which the sheet names none.")
    private @Nullable String defaultBatch;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            converter = {FieldName.class},
            description = {
                "Column of any field, by its header; may be repeated. Fields: sample, site, batch, subject, sex, role,",
                "material, experiment, time, instrument, lineage, collected-at, received-at, specimen-type, preservation,",
                "tumour-fraction, rin, dv200, extraction-lot."
            })
    private Map<SheetField, String> mapped = Map.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            converter = {FieldName.class},
            description = "Value of a field where the sheet says none; may be repeated: --set preservation=FFPE.")
    private Map<SheetField, String> set = Map.of();

    SheetColumns columns() {
        SheetColumns columns = named();
        for (Map.Entry<SheetField, String> field : mapped.entrySet()) {
            columns = columns.with(field.getKey(), field.getValue());
        }
        for (Map.Entry<SheetField, String> field : set.entrySet()) {
            refuseOwn(field.getKey());
            columns = columns.withDefault(field.getKey(), field.getValue());
        }
        return columns;
    }

    private static void refuseOwn(SheetField field) {
        if (OWN.contains(field)) {
            throw new IllegalArgumentException("--set " + field.text() + ": each sample has its own "
                    + field.text() + "; expected a column of the sheet that says it (--map " + field.text()
                    + "=COLUMN)");
        }
    }

    private SheetColumns named() {
        return SheetColumns.guessed()
                .with(SheetField.SAMPLE, sample)
                .with(SheetField.SITE, site)
                .with(SheetField.BATCH, batch)
                .with(SheetField.SUBJECT, subject)
                .with(SheetField.TIME, time)
                .with(SheetField.ROLE, role)
                .withDefaultSite(defaultSite)
                .withDefaultBatch(defaultBatch);
    }
}
