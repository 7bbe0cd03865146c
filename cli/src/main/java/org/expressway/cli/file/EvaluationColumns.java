package org.expressway.cli.file;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns of the sheet say what an evaluation needs. */
final class EvaluationColumns {
    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id (default: sample).")
    private @Nullable String sample;

    @Option(
            names = "--label-column",
            required = true,
            paramLabel = "NAME",
            description = "Column of the class. Samples where it is empty or NA are left out, and counted.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String label;

    @Option(
            names = "--subject-column",
            paramLabel = "NAME",
            description =
                    "Column of the person; all samples of one stand on one side (default: subject, patient or donor;"
                            + " without such a column each sample is a person of its own).")
    private @Nullable String subject;

    @Option(names = "--site-column", paramLabel = "NAME", description = "Column of the site, for figures by site.")
    private @Nullable String site;

    @Option(
            names = "--split-column",
            paramLabel = "NAME",
            description = "Hold out what this column says: test of train and test, or each of its values once.")
    private @Nullable String split;

    @Option(
            names = "--only",
            paramLabel = "COLUMN=VALUE",
            description = "Take only the rows of the sheet that have this value, such as tissue=tumour.")
    private @Nullable String only;

    @Nullable
    String sample() {
        return sample;
    }

    String label() {
        return label;
    }

    @Nullable
    String subject() {
        return subject;
    }

    @Nullable
    String site() {
        return site;
    }

    @Nullable
    String split() {
        return split;
    }

    @Nullable
    String onlyColumn() {
        return only == null ? null : only.substring(0, Math.max(0, only.indexOf('=')));
    }

    @Nullable
    String onlyValue() {
        return only == null ? null : only.substring(only.indexOf('=') + 1);
    }
}
