package org.expressway.cli.command;

import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which column of a sample sheet means what, where the header does not say it. */
final class SheetOptions {
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

    @Nullable
    String site() {
        return defaultSite;
    }

    @Nullable
    String batch() {
        return defaultBatch;
    }

    SheetColumns columns() {
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
