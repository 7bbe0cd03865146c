package org.expressway.ingest.redrive;

import java.util.List;

/**
 * What a replay does, or would do.
 *
 * @param replayId names this replay in its markers
 * @param chosen sent again
 * @param refused asked for, and not sent
 * @param left asked for and fit to be sent, but more than one replay sends
 */
public record RedrivePlan(String replayId, List<RejectedCase> chosen, List<Refused> refused, int left) {
    /**
     * Not sent.
     *
     * @param why in words, with what to do instead
     */
    public record Refused(RejectedCase rejected, String why) {}

    public RedrivePlan {
        chosen = List.copyOf(chosen);
        refused = List.copyOf(refused);
    }
}
