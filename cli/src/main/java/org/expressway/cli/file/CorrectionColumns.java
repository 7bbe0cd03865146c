package org.expressway.cli.file;

import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of the sheet say what the correction of a file needs; none but that of the samples is guessed. */
final class CorrectionColumns {
    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id (default: sample).")
    private @Nullable String sample;

    @Option(names = "--batch-column", required = true, paramLabel = "NAME", description = "Column of the batch.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String batch;

    @Option(
            names = "--covariate-column",
            paramLabel = "NAME",
            description =
                    "Column of the class. With the guard on only the reference's labels are used; with the guard off"
                            + " those of the batches too, as R's mod=, and the classes must not be predicted afterwards.")
    private @Nullable String covariate;

    @Option(
            names = "--role-column",
            paramLabel = "NAME",
            description = "Column of the role: study, bridge_control or blank (default: all are study samples).")
    private @Nullable String role;

    @Option(names = "--material-column", paramLabel = "NAME", description = "Column of the material of controls.")
    private @Nullable String material;

    boolean classes() {
        return covariate != null;
    }

    boolean roles() {
        return role != null;
    }

    SheetColumns columns() {
        return SheetColumns.guessing(SheetField.SAMPLE)
                .with(SheetField.SAMPLE, sample)
                .with(SheetField.BATCH, batch)
                .with(SheetField.LABEL, covariate)
                .with(SheetField.ROLE, role)
                .with(SheetField.MATERIAL, material)
                .withDefaultSite("file");
    }
}
