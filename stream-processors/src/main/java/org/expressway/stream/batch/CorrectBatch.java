package org.expressway.stream.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.audit.KeepChain;
import org.expressway.stream.reference.References;
import org.expressway.stream.wire.Outbox;
import org.expressway.stream.wire.RecordType;
import org.jspecify.annotations.Nullable;

/** Keyed by site/batchId: reads the batch's state, asks {@link BatchLife}, writes state and emits. */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class CorrectBatch extends KeyedCoProcessFunction<String, Admission, RunNotice, OutgoingRecord> {
    /** What was decided, for the audit chain. */
    public static final OutputTag<AuditEvent> DECISIONS =
            new OutputTag<>("decisions", RecordType.record(AuditEvent.class));

    private static final long serialVersionUID = 1L;

    private final HarmonizeConfig config;
    private transient BatchLife life;
    private transient Outbox outbox;
    private transient KeyedMembers members;
    private transient ValueState<BatchState> states;
    private transient Alarm alarm;
    private transient @Nullable Instant runningSince;

    public CorrectBatch(HarmonizeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        ArtifactStore store = config.artifactStore();
        Emission.Scale active = new Emission.Scale(config.referenceId(), config.epoch());
        life = new BatchLife(config.batch(), active, new FitBook(store, new References(store)), config.past());
        outbox = new Outbox(SchemaRegistry.at(config.registryUrl()));
        members = new KeyedMembers(getRuntimeContext());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("batch", RecordType.record(BatchState.class)));
        alarm = new Alarm(getRuntimeContext());
    }

    @Override
    public void processElement1(Admission admission, Context context, Collector<OutgoingRecord> out)
            throws IOException {
        Turn turn = turn(context, out);
        DeadLetter refused = admission.getRefused();
        if (refused == null) {
            AdmittedSample sample = admission.getAdmitted();
            states.update(
                    admission.getAgain()
                            ? life.sampleAgain(states.value(), sample, turn)
                            : life.sample(states.value(), sample, turn));
            return;
        }
        reject(refused, out);
        if (refused.getSampleId() != null && namesItsBatch(admission, refused)) {
            states.update(life.refused(states.value(), refused.getSampleId(), turn));
        }
    }

    /** A record whose batch could not be trusted travels under its own origin, and is only passed on. */
    private static boolean namesItsBatch(Admission admission, DeadLetter refused) {
        return !admission.getBatchKey().equals(DeadLetters.id(refused.getOrigin()));
    }

    @Override
    public void processElement2(RunNotice notice, Context context, Collector<OutgoingRecord> out) throws IOException {
        if (notice.getRefused() != null) {
            reject(notice.getRefused(), out);
            return;
        }
        Turn turn = turn(context, out);
        states.update(
                notice.getWithdrawal() == null
                        ? life.manifest(states.value(), notice.getManifest(), turn)
                        : life.withdrawn(states.value(), notice.getWithdrawal(), turn));
    }

    /** A job that began anew meets records again whose dead letters are already there. */
    private void reject(DeadLetter letter, Collector<OutgoingRecord> out) {
        if (!config.past().rejected(DeadLetters.id(letter.getOrigin()))) {
            out.collect(outbox.rejected(letter));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws IOException {
        alarm.rang();
        states.update(life.wake(states.value(), turn(context, out)));
    }

    private Turn turn(
            KeyedCoProcessFunction<String, Admission, RunNotice, OutgoingRecord>.Context context,
            Collector<OutgoingRecord> out) {
        Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
        Instant since = runningSince == null ? now : runningSince;
        runningSince = since;
        return new Turn(context.getCurrentKey(), members, now, since, new Output(context, out));
    }

    /** What the batch says, encoded for the sink. */
    private final class Output implements BatchOutput {
        private final KeyedCoProcessFunction<String, Admission, RunNotice, OutgoingRecord>.Context context;
        private final Collector<OutgoingRecord> out;

        Output(
                KeyedCoProcessFunction<String, Admission, RunNotice, OutgoingRecord>.Context context,
                Collector<OutgoingRecord> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void corrected(CorrectedSample sample) {
            out.collect(outbox.corrected(sample));
        }

        @Override
        public void withdrawn(String sampleId) {
            out.collect(outbox.withdrawn(Keys.of(Keys.site(context.getCurrentKey()), sampleId)));
        }

        @Override
        public void rejected(AdmittedSample sample, RejectionReason reason, String message) {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            DeadLetters.Refusal refusal = new DeadLetters.Refusal("harmonize", "batch", reason, message);
            reject(outbox.letter(sample, refusal, now), out);
        }

        @Override
        public void decided(AuditFact fact) {
            context.output(DECISIONS, AuditChain.draft(KeepChain.WRITER, fact));
        }

        @Override
        public void manifest(RunManifest manifest) {
            out.collect(outbox.manifest(manifest));
        }

        @Override
        public void wakeAt(Instant time) {
            try {
                alarm.at(time, context.timerService());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
