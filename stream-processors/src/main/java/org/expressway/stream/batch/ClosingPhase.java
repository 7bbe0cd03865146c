package org.expressway.stream.batch;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.RunManifest;
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
        if (!lists(state.getWanted(), ids)) {
            settle(state, ids, turn);
        }
        return desk.concluded(closing, turn);
    }

    /** A manifest that comes after the close changes nothing, but must not be the last word on who the members are. */
    BatchState manifest(BatchState state, RunManifest manifest, Turn turn) {
        if (!lists(manifest.getMemberSampleIds(), state.getMembers())) {
            settle(state, state.getMembers(), turn);
        }
        return state;
    }

    /** The fit stays what it was: that the sample is behind it goes on record, or a replay would leave it out. */
    BatchState withdrawn(BatchState state, String sampleId, Turn turn) {
        if (state.getMembers().contains(sampleId)) {
            settle(state, state.getMembers(), turn);
        }
        return state;
    }

    private static boolean lists(List<String> manifest, List<String> members) {
        return new TreeSet<>(manifest).equals(new TreeSet<>(members));
    }

    private static void settle(BatchState state, List<String> members, Turn turn) {
        turn.closed(members, ClosedBy.SETTLED, state.getClassMix());
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
