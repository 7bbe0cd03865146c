package org.expressway.cli.rejected;

import java.util.List;
import org.expressway.cli.ExitCode;
import org.expressway.ingest.redrive.RedrivePlan;
import org.expressway.ingest.redrive.RedriveRequest;
import org.expressway.ingest.redrive.RejectedCase;
import org.jspecify.annotations.Nullable;

/**
 * What a replay did, or would do.
 *
 * @param redriven ids that were sent again; in a dry run, those that would be
 * @param left more that were asked for, and that another replay would send
 */
record ReplayResult(
        boolean dryRun,
        String replayId,
        String by,
        @Nullable String why,
        List<String> redriven,
        List<Refused> refused,
        int left) {
    /** One that was not sent. */
    record Refused(String id, int redriveCount, String why) {}

    static ReplayResult of(RedrivePlan plan, RedriveRequest request, boolean dryRun) {
        return new ReplayResult(
                dryRun,
                plan.replayId(),
                request.by(),
                request.why(),
                plan.chosen().stream().map(RejectedCase::id).toList(),
                plan.refused().stream()
                        .map(each -> new Refused(
                                each.rejected().id(), each.rejected().redriveCount(), each.why()))
                        .toList(),
                plan.left());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (dryRun) {
            redriven.forEach(id -> text.append("would send ").append(id).append('\n'));
        }
        text.append(redriven.size()).append(dryRun ? " would be sent again" : " sent again");
        if (!refused.isEmpty()) {
            text.append(", ").append(refused.size()).append(" refused");
        }
        if (left > 0) {
            text.append(", ").append(left).append(" left for another replay");
        }
        if (redriven.isEmpty() && refused.isEmpty()) {
            text.append(": none of these is open");
        }
        return text.toString();
    }

    int exitCode() {
        if (!refused.isEmpty() && redriven.isEmpty()) {
            return ExitCode.NOT_ALLOWED;
        }
        return refused.isEmpty() && left == 0 ? ExitCode.OK : ExitCode.PARTLY_DONE;
    }
}
