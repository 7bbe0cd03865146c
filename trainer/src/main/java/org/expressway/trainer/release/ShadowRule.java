package org.expressway.trainer.release;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseDecision;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.DecisionFacts;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Succession;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.topic.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * Makes a challenger champion once it has been asked about enough samples in shadow and has agreed with the champion on
 * enough of them. A challenger that disagrees more than that stays what it is: somebody has to look.
 */
public final class ShadowRule {
    private final Endpoints endpoints;
    private final String model;
    private final Protocol protocol;

    public ShadowRule(Endpoints endpoints, String model, Protocol protocol) {
        this.endpoints = endpoints;
        this.model = model;
        this.protocol = protocol;
    }

    /** @return what was done, in words; empty where there is nothing to do */
    public Optional<String> apply(AtomicWriter writer, Instant at) {
        if (protocol.promotion() != Protocol.Promotion.RULE || protocol.shadowSamples() == 0) {
            return Optional.empty();
        }
        ReleaseBoard board = new ReleaseBoard();
        endpoints.reader(Topics.RELEASE).toEnd(board::accept);
        return board.all().stream()
                .filter(release -> release.getModel().equals(model))
                .flatMap(release -> board.challenger(model, release.getReferenceId()).stream())
                .distinct()
                .flatMap(challenger -> promote(board, challenger, writer, at).stream())
                .findFirst();
    }

    private Optional<String> promote(ReleaseBoard board, ModelRelease challenger, AtomicWriter writer, Instant at) {
        Agreement agreement = agreement(challenger.getBundleSha256());
        if (agreement.calls() < protocol.shadowSamples() || agreement.share() < protocol.shadowAgreement()) {
            return Optional.empty();
        }
        String why = String.format(
                Locale.ROOT,
                "%d calls in shadow, %.3f of them as the champion's",
                agreement.calls(),
                agreement.share());
        ReleaseDecision decision = new ReleaseDecision(
                ReleaseAction.PROMOTED, "rule of the protocol", why, challenger.getReportSha256(), at);
        Map<String, @Nullable ModelRelease> moves = new Succession(board).crown(challenger, decision);
        writer.commit(transaction -> {
            moves.forEach((key, release) -> transaction.put(Topics.RELEASE, key, release));
            transaction.audit(DecisionFacts.of(decision, challenger));
        });
        return Optional.of("challenger " + challenger.getBundleSha256() + " is champion: " + why);
    }

    private record Agreement(int calls, int same) {
        double share() {
            return calls == 0 ? 0 : (double) same / calls;
        }
    }

    /** Top calls of the challenger beside the champion's of the same sample and stage. */
    private Agreement agreement(String bundle) {
        Map<String, String> shadow = new HashMap<>();
        endpoints.reader(Topics.SHADOW).skippingUndecodable().toEnd(read -> {
            Prediction call = read.value();
            if (call != null
                    && call.getBundleSha256().equals(bundle)
                    && !call.getRanked().isEmpty()) {
                shadow.put(place(call), call.getRanked().get(0).getSubtype());
            }
        });
        int[] same = {0};
        endpoints.reader(Topics.PREDICTION).skippingUndecodable().toEnd(read -> {
            Prediction call = read.value();
            if (call != null && !call.getRanked().isEmpty()) {
                String other = shadow.get(place(call));
                same[0] += call.getRanked().get(0).getSubtype().equals(other) ? 1 : 0;
            }
        });
        return new Agreement(shadow.size(), same[0]);
    }

    private static String place(Prediction call) {
        return Keys.of(call.getSite(), call.getSampleId()) + "/" + call.getStage() + "/" + call.getEpoch();
    }
}
