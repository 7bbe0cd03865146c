package org.expressway.stream.admit;

import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.DeadLetters.Refusal;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/** Bytes of sequencing.run.v1 to a manifest, or to a dead letter. */
@SuppressWarnings("NullAway.Init") // open() sets what Flink does not serialise
public final class DecodeManifest extends RichMapFunction<IncomingRecord, RunNotice>
        implements ResultTypeQueryable<RunNotice> {
    private static final long serialVersionUID = 1L;

    private final String registryUrl;
    private transient RegistrySerde<RunManifest> serde;

    public DecodeManifest(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    @Override
    public void open(OpenContext context) {
        serde = Topics.RUN.valueSerde(SchemaRegistry.at(registryUrl));
    }

    @Override
    public RunNotice map(IncomingRecord record) {
        try {
            RunManifest manifest = decode(record);
            return new RunNotice(Keys.of(manifest.getSite(), manifest.getBatchId()), manifest, null);
        } catch (UndecodableRecord e) {
            return refuse(record, RejectionReason.UNDECODABLE, e);
        } catch (IllegalArgumentException e) {
            return refuse(record, RejectionReason.INVALID_FIELD, e);
        }
    }

    /** Said here, because Flink would otherwise look for a type of its own for a generated record, and fail. */
    @Override
    public TypeInformation<RunNotice> getProducedType() {
        return RecordType.record(RunNotice.class);
    }

    private RunManifest decode(IncomingRecord record) {
        byte[] value = KafkaEnds.array(record.getValue());
        if (value == null) {
            throw new UndecodableRecord("the record has no value; expected a run manifest");
        }
        return serde.deserialize(Topics.RUN.name(), value);
    }

    private static RunNotice refuse(IncomingRecord record, RejectionReason reason, RuntimeException cause) {
        Refusal refusal = new Refusal("harmonize", "manifest", reason, String.valueOf(cause.getMessage()));
        return new RunNotice(
                DeadLetters.id(record.getOrigin()),
                null,
                DeadLetters.of(record, refusal, Identity.UNKNOWN, Instant.now()));
    }
}
