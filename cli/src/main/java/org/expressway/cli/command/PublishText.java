package org.expressway.cli.command;

import java.util.Locale;
import org.expressway.ingest.publish.PublishSummary;

/** What was published, for a person. */
final class PublishText {
    private PublishText() {}

    static String of(PublishSummary summary) {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "%s %,d samples of %s and %s in %.1f s (%.1f MB, %.0f samples/s while sending, %s)%s%n",
                summary.left() > 0 ? "stopped: published" : "published",
                summary.samples(),
                counted(summary.files(), "file", "files"),
                counted(summary.batches().size(), "batch", "batches"),
                summary.seconds(),
                summary.bytes() / 1e6,
                summary.samplesPerSecond(),
                summary.unit().name().toLowerCase(Locale.ROOT),
                summary.left() > 0 ? line(", %,d not sent", summary.left()) : ", none refused"));
        text.append("panel %s%s: %d genes matched, %d missing in the file, %d in the file alone%n"
                .formatted(
                        summary.panel(),
                        summary.panelIsNew() ? " (new)" : "",
                        summary.genesMatched(),
                        summary.genesMissing(),
                        summary.genesNotInPanel()));
        if (summary.left() == 0) {
            summary.batches()
                    .forEach((batch, n) -> text.append(line("  %s: %s%n", batch, counted(n, "sample", "samples"))));
        }
        summary.notes().forEach(note -> text.append("note: %s%n".formatted(note)));
        return text.toString().stripTrailing();
    }

    static String howToGoOn(PublishSummary summary) {
        return line(
                "stopped: %,d samples are published and acknowledged, %,d are not, no run was closed;"
                        + " the same command again goes on: what is in counts once",
                summary.samples(), summary.left());
    }

    private static String counted(int n, String one, String many) {
        return line("%,d %s", n, n == 1 ? one : many);
    }

    /** Written the same whatever the machine's language is. */
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
