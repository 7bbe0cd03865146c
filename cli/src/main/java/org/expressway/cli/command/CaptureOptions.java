package org.expressway.cli.command;

import java.util.Objects;
import org.expressway.ingest.cells.CaptureRequest.Capture;
import org.expressway.ingest.cells.CaptureSummary;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a capture whose cells are published. */
final class CaptureOptions {
    @Option(
            names = "--cells",
            description =
                    "Publish single cells in blocks, one capture a file; no sheet: --site and --capture say it all.")
    private boolean cells;

    @Option(
            names = "--capture",
            paramLabel = "ID",
            description = "With --cells: the capture, one loading of cells, in which a barcode names one cell.")
    private @Nullable String capture;

    @Option(
            names = "--subject",
            paramLabel = "ID",
            description = "With --cells: the subject, made a pseudonym as in sheets (default: the capture's id).")
    private @Nullable String subject;

    @Option(names = "--experiment", paramLabel = "ID", description = "With --cells: the experiment.")
    private @Nullable String experiment;

    /** Whether cells are meant, and not samples. */
    boolean asked() {
        return cells;
    }

    /** What is missing; empty where nothing is. */
    String missing(@Nullable String site) {
        return capture == null || site == null ? "--cells needs --site SITE and --capture ID" : "";
    }

    /** @param batch of the capture; the capture's id where none is named */
    Capture capture(@Nullable String site, @Nullable String batch, Pseudonyms pseudonyms) {
        String id = Objects.requireNonNull(capture, "--capture");
        return new Capture(
                Objects.requireNonNull(site, "--site"),
                id,
                batch == null ? id : batch,
                subject == null ? id : pseudonyms.of(subject),
                experiment);
    }

    static String text(CaptureSummary summary) {
        StringBuilder text = new StringBuilder();
        text.append("published %d cells of capture %s/%s in %d blocks in %.1f s (%.1f MB, %,d counts above zero)%n"
                .formatted(
                        summary.cells(),
                        summary.site(),
                        summary.captureId(),
                        summary.blocks(),
                        summary.seconds(),
                        summary.bytes() / 1e6,
                        summary.entries()));
        text.append("panel %s%s: %d genes matched, %d missing in the file, %d in the file alone%n"
                .formatted(
                        summary.panel(),
                        summary.panelIsNew() ? " (new)" : "",
                        summary.genesMatched(),
                        summary.genesMissing(),
                        summary.genesNotInPanel()));
        summary.notes().forEach(note -> text.append("note: %s%n".formatted(note)));
        return text.toString().stripTrailing();
    }
}
