package org.expressway.scorer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.IdDigest;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ScoringRequest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;

/**
 * The audit chain of one task, {@code scorer/NAME/PARTITION}: which champion it scores with since when, which bundle it
 * could not use, what persons had it do (signatures, amendments of them, samples scored again), and every so often one digest over the ids of the predictions since the last. Head, digest and what was said
 * last live in a store of the task, so all of it is in one transaction with the predictions: a restart goes on behind what
 * was committed, and a task that was taken away cannot append.
 */
final class TaskTrail {
    /** Predictions behind one digest at most; fewer where it has been this long. */
    static final int MOST = 1000;

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final String ACTOR = "scorer";
    private static final String HEAD = "head";
    private static final String IDS = "ids";

    private final ProcessorContext<byte[], Object> context;
    private final KeyValueStore<String, String> store;
    private final String sink;
    private final String writer;
    private final String predictions;

    /** @param name of the task's work, which is also the end of its store's and its sink's name */
    TaskTrail(ProcessorContext<byte[], Object> context, String name) {
        this.context = context;
        this.store = context.getStateStore(storeOf(name));
        this.sink = sinkOf(name);
        int partition = context.taskId().partition();
        this.writer = "scorer/" + name + "/" + partition;
        this.predictions = Topics.PREDICTION.name() + "/" + partition;
        var unused =
                context.schedule(LONGEST, PunctuationType.WALL_CLOCK_TIME, now -> sumUp(Instant.ofEpochMilli(now)));
    }

    static String storeOf(String name) {
        return "audit-" + name;
    }

    static String sinkOf(String name) {
        return "audited-" + name;
    }

    /** Says when another model than before answers for a reference, and when a released one cannot. */
    void answers(String referenceId, Model model, ReleasedModels releases, Instant at) {
        String bundle = model.bundleSha256();
        String before = store.get("serves/" + referenceId);
        if (!bundle.equals(before)) {
            store.put("serves/" + referenceId, bundle);
            append(new AuditFact(AuditKind.CHAMPION_SERVES, bundle, ACTOR, at)
                    .with("model", model.name())
                    .with("referenceId", referenceId)
                    .with("before", before)
                    .with("runtime", model.runtime().getRuntime())
                    .with("cpu", model.runtime().getCpu()));
        }
        String released = releases.released(referenceId);
        if (released != null && !released.equals(bundle) && !released.equals(store.get("refused/" + referenceId))) {
            store.put("refused/" + referenceId, released);
            append(new AuditFact(AuditKind.BUNDLE_REFUSED, released.isEmpty() ? "none" : released, ACTOR, at)
                    .with("model", model.name())
                    .with("referenceId", referenceId)
                    .with("serves", bundle)
                    .with("why", releases.refusal(released)));
        }
    }

    /** That a person's signature was taken. */
    void signed(CallSignature signature, Instant at) {
        append(new AuditFact(
                        AuditKind.CALL_SIGNED,
                        Keys.of(signature.getSite(), signature.getSampleId()),
                        signature.getSignedBy(),
                        at)
                .with("signature", signature.getId())
                .with("meaning", signature.getMeaning())
                .with("predictionSha256", signature.getCall().getPredictionSha256()));
    }

    /** That a signed call is another one now. */
    void amended(CallAmendment amendment) {
        append(new AuditFact(
                        AuditKind.CALL_AMENDED,
                        Keys.of(amendment.getSite(), amendment.getSampleId()),
                        ACTOR,
                        amendment.getAmendedAt())
                .with("signature", amendment.getSignatureId())
                .with("signedBy", amendment.getSignedBy())
                .with("predictionSha256", amendment.getNow().getPredictionSha256())
                .with("changes", String.join("; ", amendment.getChanges())));
    }

    /** That a person had a sample scored again. */
    void scoredAgain(ScoringRequest request, Prediction again, Instant at) {
        append(new AuditFact(
                        AuditKind.SCORED_AGAIN,
                        Keys.of(request.getSite(), request.getSampleId()),
                        request.getRequestedBy(),
                        at)
                .with("bundle", request.getBundleSha256())
                .with("reason", request.getReason())
                .with("prediction", again.getId()));
    }

    void predicted(String id, Instant at) {
        IdDigest ids = ids().plus(id);
        store.put(IDS, ids.text());
        if (ids.count() >= MOST) {
            sumUp(at);
        }
    }

    private void sumUp(Instant at) {
        IdDigest ids = ids();
        if (ids.count() > 0) {
            append(new AuditFact(AuditKind.PREDICTIONS_MADE, predictions, ACTOR, at)
                    .with("predictions", ids.count())
                    .with("idsSha256", ids.sha256())
                    .with("first", ids.first()));
            store.put(IDS, IdDigest.NONE.text());
        }
    }

    private IdDigest ids() {
        String known = store.get(IDS);
        return known == null ? IdDigest.NONE : IdDigest.parse(known);
    }

    private void append(AuditFact fact) {
        AuditEvent event = AuditChain.next(head(), fact);
        store.put(HEAD, event.getSequence() + " " + event.getSha256());
        byte[] key = writer.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<byte[], Object>(key, event, fact.at().toEpochMilli()), sink);
    }

    private AuditHead head() {
        String known = store.get(HEAD);
        if (known == null) {
            return AuditHead.none(writer);
        }
        int blank = known.indexOf(' ');
        return new AuditHead(writer, Long.parseLong(known.substring(0, blank)), known.substring(blank + 1));
    }
}
