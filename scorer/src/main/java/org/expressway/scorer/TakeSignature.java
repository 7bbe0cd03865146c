package org.expressway.scorer;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.CallSignature;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;

/** Keeps each sample's newest signature, and amends at once where the call had changed while it was being signed. */
@SuppressWarnings("NullAway.Init") // init() runs first
final class TakeSignature implements Processor<byte[], byte[], byte[], Object> {
    private final SchemaRegistry registry;
    private final RegistrySerde<CallSignature> serde;
    private ProcessorContext<byte[], Object> context;
    private SignOut signOut;
    private TaskTrail trail;

    TakeSignature(SchemaRegistry registry) {
        this.registry = registry;
        this.serde = Topics.SIGNATURE.valueSerde(registry);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.signOut = new SignOut(context, registry);
        this.trail = new TaskTrail(context, ScorerTopology.SAMPLES);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Incoming incoming = new Incoming(context, record);
        CallSignature signature;
        try {
            signature = serde.deserialize(Topics.SIGNATURE.name(), record.value());
        } catch (UndecodableRecord e) {
            Object letter = incoming.refused("sign", RejectionReason.UNDECODABLE, e, Identity.UNKNOWN);
            context.forward(record.withValue(letter), ScorerTopology.REJECTED_SIGNATURES);
            return;
        }
        trail.signed(signature, incoming.now());
        signOut.signed(signature, incoming.now()).ifPresent(amendment -> amend(amendment, record.timestamp()));
    }

    private void amend(CallAmendment amendment, long timestamp) {
        byte[] key = Keys.of(amendment.getSite(), amendment.getSampleId()).getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, (Object) amendment, timestamp), ScorerTopology.AMENDMENTS_AT_SIGNATURE);
        trail.amended(amendment);
    }
}
