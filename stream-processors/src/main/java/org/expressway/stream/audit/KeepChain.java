package org.expressway.stream.audit;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.wire.Outbox;
import org.expressway.stream.wire.RecordType;

/**
 * Gives each decision of the job its place in the job's one chain, whichever subtask made it. Keyed by writer, so that the
 * head is state and travels with checkpoints: a restart goes on behind what was committed, and what was not never happened.
 * A job that begins without state goes on where the chain ended when it was started.
 */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class KeepChain extends KeyedProcessFunction<String, AuditEvent, OutgoingRecord> {
    /** Whose chain. */
    public static final String WRITER = "harmonize";

    private static final long serialVersionUID = 1L;

    private final String registryUrl;
    private final AuditHead before;
    private transient Outbox outbox;
    private transient ValueState<AuditEvent> last;

    public KeepChain(HarmonizeConfig config) {
        this.registryUrl = config.registryUrl();
        this.before = config.past().auditHead();
    }

    @Override
    public void open(OpenContext context) {
        outbox = new Outbox(SchemaRegistry.at(registryUrl));
        last = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("last-event", RecordType.record(AuditEvent.class)));
    }

    @Override
    public void processElement(AuditEvent draft, Context context, Collector<OutgoingRecord> out) throws IOException {
        AuditEvent known = last.value();
        AuditEvent event = AuditChain.next(known == null ? before : AuditHead.at(known), draft);
        last.update(event);
        out.collect(outbox.audit(event));
    }
}
