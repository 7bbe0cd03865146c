package org.expressway.cli.file;

import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of the sheet say what the checks need, where the header does not say it. */
final class QualityColumns {
    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id.")
    private @Nullable String sample;

    @Option(names = "--subject-column", paramLabel = "NAME", description = "Column of the subject.")
    private @Nullable String subject;

    @Option(names = "--sex-column", paramLabel = "NAME", description = "Column of the declared sex.")
    private @Nullable String sex;

    @Option(names = "--role-column", paramLabel = "NAME", description = "Column of the role.")
    private @Nullable String role;

    SheetColumns columns() {
        return SheetColumns.guessing(SheetField.SAMPLE, SheetField.SUBJECT, SheetField.SEX, SheetField.ROLE)
                .with(SheetField.SAMPLE, sample)
                .with(SheetField.SUBJECT, subject)
                .with(SheetField.SEX, sex)
                .with(SheetField.ROLE, role)
                .withDefaultSite("file")
                .withDefaultBatch("file");
    }
}
