package org.expressway.scorer;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.expressway.schemas.avro.CallAmendment;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.wire.SchemaRegistry;

/** Every prediction on its way to the log, for the sake of those that change a signed call. */
@SuppressWarnings("NullAway.Init") // init() runs first
final class WatchSigned implements Processor<byte[], Prediction, byte[], Object> {
    private final SchemaRegistry registry;
    private ProcessorContext<byte[], Object> context;
    private SignOut signOut;
    private TaskTrail trail;

    WatchSigned(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        this.context = context;
        this.signOut = new SignOut(context, registry);
        this.trail = new TaskTrail(context, ScorerTopology.SAMPLES);
    }

    @Override
    public void process(Record<byte[], Prediction> record) {
        signOut.predicted(record.value(), Instant.ofEpochMilli(context.currentSystemTimeMs()))
                .ifPresent(amendment -> amend(record, amendment));
    }

    private void amend(Record<byte[], Prediction> record, CallAmendment amendment) {
        context.forward(record.withValue(amendment), ScorerTopology.AMENDMENTS);
        trail.amended(amendment);
    }
}
