package org.expressway.stream.admit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.reference.References;
import org.jspecify.annotations.Nullable;

/** Keyed by site/sampleId: remembers the digests of what was admitted, asks the {@link AdmissionDesk}, hands on. */
public final class AdmitSample extends KeyedProcessFunction<String, IncomingRecord, Admission> {
    private static final long serialVersionUID = 1L;

    private final HarmonizeConfig config;
    private transient @Nullable AdmissionDesk desk;
    private transient @Nullable ValueState<byte[]> admitted;
    private transient @Nullable Counter repetitions;

    public AdmitSample(HarmonizeConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        References references = new References(config.artifactStore());
        AdmissionDesk.Active active =
                new AdmissionDesk.Active(config.referenceId(), references.profile(config.referenceId()));
        desk = new AdmissionDesk(new Decoding(SchemaRegistry.at(config.registryUrl())), active);
        admitted = getRuntimeContext()
                .getState(
                        new ValueStateDescriptor<>("admitted", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        repetitions = getRuntimeContext().getMetricGroup().counter("repetitions");
    }

    @Override
    @SuppressWarnings("NullAway") // open() has run
    public void processElement(IncomingRecord record, Context context, Collector<Admission> out) {
        try {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            Admission admission = desk.decide(record, before(), now);
            if (admission == null) {
                repetitions.inc();
                return;
            }
            AdmittedSample sample = admission.getAdmitted();
            if (sample != null) {
                admitted.update(new KnownDigests(sample.getContentSha256(), sample.getValuesSha256()).bytes());
            }
            out.collect(admission);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NullAway") // open() has run
    private AdmissionDesk.@Nullable Before before() throws IOException {
        byte[] known = admitted.value();
        return known == null ? null : KnownDigests.of(known).before();
    }
}
