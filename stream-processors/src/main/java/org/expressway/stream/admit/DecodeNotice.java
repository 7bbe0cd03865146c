package org.expressway.stream.admit;

import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.DeadLetters.Refusal;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.past.Past;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/**
 * Bytes of sequencing.run.v1 and sample.withdrawal.v1 to what they tell a batch, or to a dead letter. A manifest that had
 * a successor when the job was started is passed over, as if the topic had been compacted up to then.
 */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class DecodeNotice extends RichFlatMapFunction<IncomingRecord, RunNotice>
        implements ResultTypeQueryable<RunNotice> {
    private static final long serialVersionUID = 1L;

    private final String registryUrl;
    private final Past past;
    private transient RegistrySerde<RunManifest> manifests;
    private transient RegistrySerde<SampleWithdrawal> withdrawals;

    public DecodeNotice(HarmonizeConfig config) {
        this.registryUrl = config.registryUrl();
        this.past = config.past();
    }

    @Override
    public void open(OpenContext context) {
        manifests = Topics.RUN.valueSerde(SchemaRegistry.at(registryUrl));
        withdrawals = Topics.WITHDRAWAL.valueSerde(SchemaRegistry.at(registryUrl));
    }

    @Override
    public void flatMap(IncomingRecord record, Collector<RunNotice> out) {
        RunNotice notice = decoded(record);
        boolean successor = notice.getManifest() != null
                && past.superseded(notice.getBatchKey(), record.getOrigin().getOffset());
        if (!successor) {
            out.collect(notice);
        }
    }

    /** Said here, because Flink would otherwise look for a type of its own for a generated record, and fail. */
    @Override
    public TypeInformation<RunNotice> getProducedType() {
        return RecordType.record(RunNotice.class);
    }

    private RunNotice decoded(IncomingRecord record) {
        boolean withdrawal = record.getOrigin().getTopic().equals(Topics.WITHDRAWAL.name());
        try {
            return withdrawal ? withdrawal(record) : manifest(record);
        } catch (UndecodableRecord e) {
            return refuse(record, RejectionReason.UNDECODABLE, e);
        } catch (IllegalArgumentException e) {
            return refuse(record, RejectionReason.INVALID_FIELD, e);
        }
    }

    private RunNotice manifest(IncomingRecord record) {
        RunManifest manifest = manifests.deserialize(Topics.RUN.name(), value(record, "a run manifest"));
        return new RunNotice(Keys.of(manifest.getSite(), manifest.getBatchId()), manifest, null, null);
    }

    private RunNotice withdrawal(IncomingRecord record) {
        SampleWithdrawal withdrawal =
                withdrawals.deserialize(Topics.WITHDRAWAL.name(), value(record, "a sample's withdrawal"));
        Keys.of(withdrawal.getSite(), withdrawal.getSampleId());
        return new RunNotice(Keys.of(withdrawal.getSite(), withdrawal.getBatchId()), null, withdrawal, null);
    }

    private static byte[] value(IncomingRecord record, String expected) {
        byte[] value = KafkaEnds.array(record.getValue());
        if (value == null) {
            throw new UndecodableRecord("the record has no value; expected " + expected);
        }
        return value;
    }

    private static RunNotice refuse(IncomingRecord record, RejectionReason reason, RuntimeException cause) {
        String step = record.getOrigin().getTopic().equals(Topics.WITHDRAWAL.name()) ? "withdrawal" : "manifest";
        Refusal refusal = new Refusal("harmonize", step, reason, String.valueOf(cause.getMessage()));
        return new RunNotice(
                DeadLetters.id(record.getOrigin()),
                null,
                null,
                DeadLetters.of(record, refusal, Identity.UNKNOWN, Instant.now()));
    }
}
