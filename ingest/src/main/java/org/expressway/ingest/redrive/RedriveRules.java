package org.expressway.ingest.redrive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.expressway.ingest.redrive.RedrivePlan.Refused;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Topics;

/** Which open cases make sense to send again. */
final class RedriveRules {
    /** Bytes of one replay's values: readers wait for its transaction, and a broker keeps what it cannot use. */
    private static final long MOST_BYTES = 512L << 20;

    private static final Set<String> READ =
            Set.of(Topics.RAW.name(), Topics.CORRECTED.name(), Topics.RUN.name(), Topics.WITHDRAWAL.name());

    private final RedriveRequest request;
    private final LaterRecords later;

    RedriveRules(RedriveRequest request, LaterRecords later) {
        this.request = request;
        this.later = later;
    }

    RedrivePlan plan(List<RejectedCase> open) {
        List<RejectedCase> chosen = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        long bytes = 0;
        int left = 0;
        for (RejectedCase each : open) {
            Optional<String> objection = objection(each);
            if (objection.isPresent()) {
                refused.add(new Refused(each, objection.get()));
            } else if (chosen.size() < request.most() && bytes + each.letter().bytes() <= MOST_BYTES) {
                chosen.add(each);
                bytes += each.letter().bytes();
            } else {
                left++;
            }
        }
        return new RedrivePlan(UUID.randomUUID().toString(), chosen, refused, left);
    }

    private Optional<String> objection(RejectedCase rejected) {
        Letter letter = rejected.letter();
        if (rejected.redriveCount() >= request.maxRedrives()) {
            return Optional.of("it was redriven " + rejected.redriveCount() + " times and refused each time, "
                    + request.maxRedrives() + " are allowed; mend it (--value), or allow more (--max-redrives)");
        }
        if (!READ.contains(letter.origin().topic())) {
            return Optional.of("nothing reads topic " + letter.origin().topic());
        }
        if (request.mended() != null) {
            return Optional.empty();
        }
        return forEver(letter).or(() -> later.after(letter));
    }

    /** What no change of the platform can mend. */
    private static Optional<String> forEver(Letter letter) {
        if (letter.reason() == RejectionReason.WITHDRAWN) {
            return Optional.of("a withdrawal is never taken back; publish the sample under another id");
        }
        if (letter.reason() == RejectionReason.CONFLICT) {
            return Optional.of("its key holds another content for ever; mend it with another sample id (--value)");
        }
        return letter.hasValue() ? Optional.empty() : Optional.of("it has no value; give it one (--value)");
    }
}
