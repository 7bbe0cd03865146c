package org.expressway.stream.admit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.expressway.analysis.qc.DuplicateValues;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.topic.Keys;

/**
 * Keyed by {@link #key}: flags a sample whose very values were admitted before under another id, in any batch of any
 * site, within the window. The first that comes is the original; the finding becomes part of the sample, so that its
 * PROVISIONAL, FINAL and LATE records all say the same.
 */
public final class FindDuplicates extends KeyedProcessFunction<Long, Admission, Admission> {
    private static final long serialVersionUID = 1L;

    private final Duration window;
    private transient ValueState<byte[]> original;

    /** @param window how long an original is remembered */
    @SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
    public FindDuplicates(Duration window) {
        this.window = window;
    }

    /**
     * The beginning of the values' digest, for what is in conflict that of the sample it is in conflict with, so that it stays behind
     * it on its way; a refusal without one goes with its batch. A number, since key and timer of each sample are written at every
     * checkpoint, and a text takes as long as its characters; the whole digest stands in the state.
     */
    public static Long key(Admission admission) {
        String values = admission.getValuesSha256();
        return values == null
                ? (long) admission.getBatchKey().hashCode()
                : Long.parseUnsignedLong(values.substring(0, 2 * Long.BYTES), 16);
    }

    @Override
    public void open(OpenContext context) {
        original = getRuntimeContext()
                .getState(
                        new ValueStateDescriptor<>("original", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(Admission admission, Context context, Collector<Admission> out) throws IOException {
        AdmittedSample sample = admission.getAdmitted();
        out.collect(sample == null ? admission : checked(admission, sample, context));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Admission> out) {
        original.clear();
    }

    private Admission checked(
            Admission admission,
            AdmittedSample sample,
            KeyedProcessFunction<Long, Admission, Admission>.Context context)
            throws IOException {
        ExpressionSample identity = sample.getSample();
        OriginalSample arrived =
                new OriginalSample(sample.getValuesSha256(), Keys.of(identity.getSite(), identity.getSampleId()));
        byte[] known = original.value();
        if (known == null) {
            original.update(arrived.bytes());
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer(now + window.toMillis());
            return admission;
        }
        OriginalSample first = OriginalSample.of(known);
        return first.copiedBy(arrived) ? flagged(admission, sample, first.key()) : admission;
    }

    private static Admission flagged(Admission admission, AdmittedSample sample, String first) {
        List<QualityVerdict> checks = new ArrayList<>(sample.getQc());
        checks.add(AdmissionDesk.verdict(DuplicateValues.of(first)));
        return Admission.newBuilder(admission)
                .setAdmitted(AdmittedSample.newBuilder(sample).setQc(checks).build())
                .build();
    }
}
