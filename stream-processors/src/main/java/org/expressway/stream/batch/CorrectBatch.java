package org.expressway.stream.batch;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.reference.References;
import org.expressway.stream.wire.Outbox;
import org.expressway.stream.wire.RecordType;

/** Keyed by site/batchId: reads the batch's state, asks {@link BatchLife}, writes state and emits. */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class CorrectBatch extends KeyedCoProcessFunction<String, Admission, RunNotice, OutgoingRecord> {
    private static final long serialVersionUID = 1L;

    private final HarmonizeConfig config;
    private transient BatchLife life;
    private transient Outbox outbox;
    private transient KeyedMembers members;
    private transient ValueState<BatchState> states;

    public CorrectBatch(HarmonizeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        ArtifactStore store = config.artifactStore();
        life = new BatchLife(config.batch(), new FitBook(store, new References(store)));
        outbox = new Outbox(SchemaRegistry.at(config.registryUrl()));
        members = new KeyedMembers(getRuntimeContext());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("batch", RecordType.record(BatchState.class)));
    }

    @Override
    public void processElement1(Admission admission, Context context, Collector<OutgoingRecord> out)
            throws IOException {
        Instant now = now(context);
        Output output = new Output(context, out);
        DeadLetter refused = admission.getRefused();
        if (refused != null) {
            out.collect(outbox.rejected(refused));
            refuse(admission.getBatchKey(), refused, output, now);
        } else {
            admit(admission.getBatchKey(), admission.getAdmitted(), output, now);
        }
    }

    private void admit(String batchKey, AdmittedSample sample, Output output, Instant now) throws IOException {
        BatchState state = states.value();
        if (state == null && life.ofReference(batchKey, config.referenceId())) {
            life.emitReferenceSample(sample, scale(), now, output);
            return;
        }
        BatchState opened = state == null ? life.open(scale(), now, output) : state;
        states.update(life.sample(opened, sample, members, now, output));
    }

    /** A record that names no batch, or a batch not yet open, is only passed on: it must not open a batch. */
    private void refuse(String batchKey, DeadLetter refused, Output output, Instant now) throws IOException {
        BatchState state = states.value();
        String sampleId = refused.getSampleId();
        if (state != null && sampleId != null) {
            states.update(life.refused(state, batchKey, sampleId, members, now, output));
        } else if (sampleId != null && !life.ofReference(batchKey, config.referenceId())) {
            members.refuse(sampleId);
        }
    }

    @Override
    public void processElement2(RunNotice notice, Context context, Collector<OutgoingRecord> out) throws IOException {
        if (notice.getRefused() != null) {
            out.collect(outbox.rejected(notice.getRefused()));
            return;
        }
        BatchState state = states.value();
        if (state == null && life.ofReference(notice.getBatchKey(), config.referenceId())) {
            return;
        }
        Instant now = now(context);
        Output output = new Output(context, out);
        BatchState opened = state == null ? life.open(scale(), now, output) : state;
        states.update(life.manifest(opened, notice.getManifest(), members, now, output));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws IOException {
        BatchState state = states.value();
        if (state != null) {
            Output output = new Output(context, out);
            states.update(life.wake(state, context.getCurrentKey(), members, now(context), output));
        }
    }

    private Emission.Scale scale() {
        return new Emission.Scale(config.referenceId(), config.epoch());
    }

    private static Instant now(KeyedCoProcessFunction<?, ?, ?, ?>.Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
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
        public void manifest(RunManifest manifest) {
            out.collect(outbox.manifest(manifest));
        }

        @Override
        public void wakeAt(Instant time) {
            context.timerService().registerProcessingTimeTimer(time.toEpochMilli());
        }
    }
}
