package org.expressway.ingest.redrive;

import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.expressway.ingest.Progress;
import org.expressway.ingest.publish.Endpoints;

/**
 * Sends originals of dead letters again, each once.
 *
 * <p>The order is what makes it once: a replay first takes over the one transactional id, which ends whatever another has
 * begun there and not committed; only then it reads which letters are open. So what an earlier one committed is seen, and
 * what it did not commit never happened. Letters that come while it runs are not its own: it would chase the same bad
 * records round and round.
 */
public final class Redriver {
    private final Endpoints endpoints;
    private final Passed passed;
    private final Clock clock;
    private final Progress progress;

    public Redriver(Endpoints endpoints, Passed passed, Clock clock, Progress progress) {
        this.endpoints = endpoints;
        this.passed = passed;
        this.clock = clock;
        this.progress = progress;
    }

    /** What a replay would do now. It takes nothing over from one that runs. */
    public RedrivePlan plan(RedriveRequest request) {
        List<RejectedCase> cases = RejectedCases.read(endpoints, passed);
        requireKnown(request, cases);
        List<RejectedCase> open = cases.stream()
                .filter(each -> each.state() == RejectedCase.State.OPEN)
                .filter(request.filter()::matches)
                .toList();
        return new RedriveRules(request, LaterRecords.of(endpoints, open)).plan(open);
    }

    /**
     * Sends what the plan has chosen, all or nothing.
     *
     * @throws org.apache.kafka.common.errors.ProducerFencedException when another replay took over: nothing was sent
     */
    public RedrivePlan replay(RedriveRequest request) {
        try (RedriveTransaction transaction = RedriveTransaction.takeOver(endpoints)) {
            RedrivePlan plan = plan(request);
            if (!plan.chosen().isEmpty()) {
                send(plan, request, transaction);
            }
            return plan;
        }
    }

    private void send(RedrivePlan plan, RedriveRequest request, RedriveTransaction transaction) {
        transaction.begin();
        progress.started("sending again", plan.chosen().size());
        int found = RejectedCases.letters(endpoints, plan.chosen(), (rejected, letter) -> {
            transaction.send(rejected, letter, request.mended());
            progress.advanced(transaction.size());
        });
        progress.finished();
        if (found < plan.chosen().size()) {
            throw new IllegalStateException(
                    "letters were deleted for their age while this ran, so that nothing was sent;" + " run it again");
        }
        transaction.commit(new RedriveTransaction.Audit(plan.replayId(), request.by(), request.why(), clock.instant()));
    }

    private static void requireKnown(RedriveRequest request, List<RejectedCase> cases) {
        TreeSet<String> unknown = new TreeSet<>(request.filter().ids());
        cases.forEach(each -> unknown.remove(each.id()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no dead letter has the id " + String.join(", ", unknown)
                    + "; `expressway rejected list` shows those there are (they are kept for 30 days)");
        }
    }
}
