package org.expressway.stream.reference;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.stream.wire.RecordType;

/** The one step of the reference job, separate from where its input comes from. */
public final class ReferenceCollection {
    private ReferenceCollection() {}

    public static DataStream<ReferencePointer> collect(
            DataStream<IncomingRecord> samples, DataStream<IncomingRecord> labels, ReferenceRequest request) {
        return samples.keyBy(record -> 0)
                .connect(labels.keyBy(record -> 0))
                .process(new CollectReference(request), RecordType.record(ReferencePointer.class))
                .setParallelism(1)
                .name("collect reference");
    }
}
