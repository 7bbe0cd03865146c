package org.expressway.cli.rejected;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.ingest.redrive.CaseFilter;
import org.expressway.ingest.redrive.RejectedCase;
import org.expressway.ingest.redrive.RejectedCases;
import org.expressway.schemas.avro.RejectionReason;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rejected records are meant. */
final class CaseOptions {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            split = ",",
            description = "Of these reasons only: ${COMPLETION-CANDIDATES}.")
    private List<RejectionReason> reasons = List.of();

    @Option(names = "--site", paramLabel = "SITE", split = ",", description = "Of these sites only.")
    private List<String> sites = List.of();

    @Option(
            names = "--step",
            paramLabel = "STEP",
            split = ",",
            description = "Of these steps only, as harmonize/decode, decode or harmonize.")
    private List<String> steps = List.of();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "In these states only: ${COMPLETION-CANDIDATES}.")
    private List<RejectedCase.State> states = List.of();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = SinceConverter.class,
            description = "Rejected since then: a date, a time as 2026-03-01T08:00:00Z, or an age as 90m, 12h, 7d.")
    private @Nullable Instant since;

    boolean isEmpty() {
        return reasons.isEmpty() && sites.isEmpty() && steps.isEmpty() && states.isEmpty() && since == null;
    }

    CaseFilter filter(List<String> ids) {
        return new CaseFilter(
                new LinkedHashSet<>(ids),
                new HashSet<>(reasons),
                Set.copyOf(new HashSet<>(sites)),
                Set.copyOf(new HashSet<>(steps)),
                new HashSet<>(states),
                since);
    }

    /** The cases that these options let pass, oldest first. */
    List<RejectedCase> chosen(PlatformOptions platform) {
        CaseFilter filter = filter(List.of());
        return all(platform).stream().filter(filter::matches).toList();
    }

    static List<RejectedCase> all(PlatformOptions platform) {
        try (Admin admin = platform.admin()) {
            return RejectedCases.read(platform.endpoints(), GroupPositions.now(admin));
        }
    }
}
