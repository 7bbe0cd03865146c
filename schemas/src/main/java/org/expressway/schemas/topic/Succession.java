package org.expressway.schemas.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.jspecify.annotations.Nullable;

/**
 * Who follows whom: each move on the {@link ReleaseBoard} as the records that make it, to be written in one transaction,
 * so that no reader ever sees two champions or none between them. A null value takes the key off the board.
 */
public final class Succession {
    private final ReleaseBoard board;

    public Succession(ReleaseBoard board) {
        this.board = board;
    }

    /** A new model takes the challenger's place; the challenger before it retires. */
    public Map<String, @Nullable ModelRelease> challenge(ModelRelease release, ReleaseDecision decision) {
        Map<String, @Nullable ModelRelease> moves = new LinkedHashMap<>();
        board.challenger(release.getModel(), release.getReferenceId())
                .filter(before -> !sameBundle(before, release))
                .ifPresent(before -> retire(before, "a newer challenger came", decision, moves));
        put(as(release, ReleaseAlias.CHALLENGER, decision).build(), moves);
        return moves;
    }

    /** A model that did not pass its gate goes on record, and nowhere else. */
    public Map<String, @Nullable ModelRelease> refuse(ModelRelease release, ReleaseDecision decision) {
        Map<String, @Nullable ModelRelease> moves = new LinkedHashMap<>();
        put(as(release, ReleaseAlias.REFUSED, decision).build(), moves);
        return moves;
    }

    /** A model takes the champion's place, wherever it stood before; the champion before it retires. */
    public Map<String, @Nullable ModelRelease> crown(ModelRelease release, ReleaseDecision decision) {
        Map<String, @Nullable ModelRelease> moves = new LinkedHashMap<>();
        Optional<ModelRelease> deposed = board.champion(release.getModel(), release.getReferenceId());
        board.find(release.getBundleSha256()).stream()
                .filter(place -> place.getModel().equals(release.getModel()))
                .forEach(place -> moves.put(ReleaseBoard.key(place), null));
        deposed.filter(before -> !sameBundle(before, release))
                .ifPresent(before -> retire(before, decision.getWhy(), decision, moves));
        put(
                as(release, ReleaseAlias.CHAMPION, decision)
                        .setPreviousBundleSha256(previous(deposed, release))
                        .build(),
                moves);
        return moves;
    }

    /** The champion before this one; releasing the same bundle again does not make it its own predecessor. */
    private static @Nullable String previous(Optional<ModelRelease> deposed, ModelRelease release) {
        return deposed.map(before -> sameBundle(before, release)
                        ? before.getPreviousBundleSha256()
                        : Objects.requireNonNull(before.getBundleSha256()))
                .orElse(null);
    }

    private static void retire(
            ModelRelease release, String why, ReleaseDecision by, Map<String, @Nullable ModelRelease> moves) {
        ReleaseDecision retired = ReleaseDecision.newBuilder(by)
                .setAction(ReleaseAction.RETIRED)
                .setWhy(why)
                .build();
        moves.putIfAbsent(ReleaseBoard.key(release), null);
        put(as(release, ReleaseAlias.RETIRED, retired).build(), moves);
    }

    private static ModelRelease.Builder as(ModelRelease release, ReleaseAlias alias, ReleaseDecision decision) {
        List<ReleaseDecision> decisions = new ArrayList<>(release.getDecisions());
        decisions.add(decision);
        return ModelRelease.newBuilder(release)
                .setAlias(alias)
                .setDecidedBy(decision.getBy())
                .setWhy(decision.getWhy())
                .setDecisions(decisions);
    }

    private static void put(ModelRelease release, Map<String, @Nullable ModelRelease> moves) {
        moves.put(ReleaseBoard.key(release), release);
    }

    private static boolean sameBundle(ModelRelease one, ModelRelease other) {
        return one.getBundleSha256().equals(other.getBundleSha256());
    }
}
