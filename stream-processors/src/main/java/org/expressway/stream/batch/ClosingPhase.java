package org.expressway.stream.batch;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.Stage;

/** A batch that says its FINAL records, a slice a turn, so that checkpoints and other batches are not kept waiting. */
final class ClosingPhase {
    /** Later than now: a timer that is due at once would fire again before anything else gets its turn. */
    private static final Duration NEXT_TURN = Duration.ofMillis(1);

    private final int sliceSize;
    private final CorrectionDesk desk;

    ClosingPhase(int sliceSize, CorrectionDesk desk) {
        this.sliceSize = sliceSize;
        this.desk = desk;
    }

    /** The members are those that the manifest wants and the batch holds; one last fit is made of them. */
    BatchState begin(BatchState state, Turn turn) {
        List<String> ids = state.getWanted().stream()
                .filter(turn.members()::holds)
                .distinct()
                .sorted()
                .toList();
        turn.wakeIn(NEXT_TURN);
        BatchState closing = BatchState.newBuilder(state)
                .setPhase(BatchPhase.CLOSING)
                .setWanted(List.of())
                .setMembers(ids)
                .setEmitted(0)
                .build();
        return desk.concluded(closing, turn);
    }

    BatchState slice(BatchState state, Turn turn) {
        List<String> ids = state.getMembers();
        int end = Math.min(ids.size(), state.getEmitted() + sliceSize);
        for (String id : ids.subList(state.getEmitted(), end)) {
            desk.emit(state, turn.members().held(id), Stage.FINAL, turn);
        }
        BatchState.Builder next = BatchState.newBuilder(state).setEmitted(end);
        if (end < ids.size()) {
            turn.wakeIn(NEXT_TURN);
            return next.build();
        }
        emitUnlisted(state, turn);
        turn.members().clear();
        return next.setPhase(BatchPhase.CLOSED).build();
    }

    /** Samples that the batch held and the manifest did not list came too late for it. */
    private void emitUnlisted(BatchState state, Turn turn) {
        Set<String> listed = new HashSet<>(state.getMembers());
        for (String id : turn.members().heldIds()) {
            if (!listed.contains(id)) {
                desk.emit(state, turn.members().held(id), Stage.LATE, turn);
            }
        }
    }
}
