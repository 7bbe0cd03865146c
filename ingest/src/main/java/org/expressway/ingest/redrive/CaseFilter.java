package org.expressway.ingest.redrive;

import java.time.Instant;
import java.util.Set;
import org.expressway.schemas.avro.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Which cases are meant. What is empty or null lets everything pass.
 *
 * @param steps {@code service/step}, or either alone
 * @param since cases whose newest letter is not older
 */
public record CaseFilter(
        Set<String> ids,
        Set<RejectionReason> reasons,
        Set<String> sites,
        Set<String> steps,
        Set<RejectedCase.State> states,
        @Nullable Instant since) {
    public static final CaseFilter ALL = new CaseFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null);

    /** The cases of these ids, whatever their state. */
    public static CaseFilter of(Set<String> ids) {
        return new CaseFilter(ids, Set.of(), Set.of(), Set.of(), Set.of(), null);
    }

    public boolean matches(RejectedCase rejected) {
        Letter letter = rejected.letter();
        return (ids.isEmpty() || ids.contains(rejected.id()))
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (sites.isEmpty() || letter.site() != null && sites.contains(letter.site()))
                && (states.isEmpty() || states.contains(rejected.state()))
                && (since == null || !letter.rejectedAt().isBefore(since))
                && ofStep(letter);
    }

    private boolean ofStep(Letter letter) {
        return steps.isEmpty()
                || steps.contains(letter.step())
                || steps.contains(letter.service())
                || steps.contains(letter.service() + "/" + letter.step());
    }
}
