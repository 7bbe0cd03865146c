package org.expressway.scorer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.CallSummary;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.CallSummaries;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A signed call is never silently replaced. A join of predictions and signatures of the same sample, the same whichever comes
 * first: where the prediction of record is another call than the signer was last told of, an amendment says so. A
 * PROVISIONAL prediction amends nothing, whatever its epoch: it is never reportable, and its FINAL will.
 *
 * <p>The stores hold values as they stand in their topics, so a hash is made only where one is needed.
 */
final class SignOut {
    private final KeyValueStore<String, byte[]> standing;
    private final KeyValueStore<String, byte[]> signed;
    private final KeyValueStore<String, byte[]> told;
    private final RegistrySerde<Prediction> predictions;
    private final RegistrySerde<CallSignature> signatures;
    private final RegistrySerde<CallAmendment> amendments;

    SignOut(ProcessingContext context, SchemaRegistry registry) {
        this.standing = store(context, ScorerTopology.STANDING);
        this.signed = store(context, ScorerTopology.SIGNED);
        this.told = store(context, ScorerTopology.TOLD);
        this.predictions = Topics.PREDICTION.valueSerde(registry);
        this.signatures = Topics.SIGNATURE.valueSerde(registry);
        this.amendments = Topics.AMENDMENT.valueSerde(registry);
    }

    private static KeyValueStore<String, byte[]> store(ProcessingContext context, String name) {
        StateStore store = context.getStateStore(name);
        @SuppressWarnings("unchecked") // as the topology builds it
        KeyValueStore<String, byte[]> typed = (KeyValueStore<String, byte[]>) store;
        return typed;
    }

    /** The prediction of record of a sample. */
    @Nullable
    Prediction standing(String key) {
        byte[] value = standing.get(key);
        return value == null ? null : predictions.deserialize(Topics.PREDICTION.name(), value);
    }

    /** @return the amendment that this prediction makes necessary */
    Optional<CallAmendment> predicted(Prediction prediction, Instant now) {
        String key = Keys.of(prediction.getSite(), prediction.getSampleId());
        Prediction before = standing(key);
        if (before != null && OfRecord.standsOver(before, prediction.getEpoch(), prediction.getStage())) {
            return Optional.empty();
        }
        standing.put(key, predictions.serialize(Topics.PREDICTION.name(), prediction));
        return amendment(key, now);
    }

    /** @return the amendment of a call that had changed before its signature came */
    Optional<CallAmendment> signed(CallSignature signature, Instant now) {
        String key = Keys.of(signature.getSite(), signature.getSampleId());
        signed.put(key, signatures.serialize(Topics.SIGNATURE.name(), signature));
        return amendment(key, now);
    }

    private Optional<CallAmendment> amendment(String key, Instant now) {
        Prediction prediction = standing(key);
        byte[] signedValue = signed.get(key);
        if (prediction == null || signedValue == null || prediction.getStage() == Stage.PROVISIONAL) {
            return Optional.empty();
        }
        CallSignature signature = signatures.deserialize(Topics.SIGNATURE.name(), signedValue);
        CallSummary call = CallSummaries.of(prediction, standing.get(key));
        List<String> sinceTold = CallSummaries.changes(lastTold(key, signature), call);
        if (sinceTold.isEmpty()) {
            return Optional.empty();
        }
        CallAmendment amendment = amendment(signature, call, now);
        told.put(key, amendments.serialize(Topics.AMENDMENT.name(), amendment));
        return Optional.of(amendment);
    }

    /** What the signer has signed, or was told of since. */
    private CallSummary lastTold(String key, CallSignature signature) {
        byte[] value = told.get(key);
        if (value == null) {
            return signature.getCall();
        }
        CallAmendment last = amendments.deserialize(Topics.AMENDMENT.name(), value);
        return last.getSignatureId().equals(signature.getId()) ? last.getNow() : signature.getCall();
    }

    private static CallAmendment amendment(CallSignature signature, CallSummary call, Instant now) {
        List<String> changes = CallSummaries.changes(signature.getCall(), call);
        return CallAmendment.newBuilder()
                .setId(Sha256.of(String.join("\n", signature.getId(), call.getPredictionSha256())))
                .setSite(signature.getSite())
                .setSampleId(signature.getSampleId())
                .setSignatureId(signature.getId())
                .setSignedBy(signature.getSignedBy())
                .setSigned(signature.getCall())
                .setNow(call)
                .setChanges(changes.isEmpty() ? List.of("the call is as it was signed again") : changes)
                .setAmendedAt(now)
                .build();
    }
}
