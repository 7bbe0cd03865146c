package org.expressway.stream.admit;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/** AdmitSample in its harness. */
final class AdmissionBench implements AutoCloseable {
    private final Bench<Admission> bench;

    AdmissionBench(Laboratory laboratory) {
        bench = of(laboratory);
    }

    static Bench<Admission> of(Laboratory laboratory) {
        return new Bench<>(
                RecordType.record(Admission.class),
                () -> new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new AdmitSample(laboratory.config())),
                        KafkaEnds::keyText,
                        Types.STRING));
    }

    void arrives(IncomingRecord record) {
        bench.feed(new Event.First(record));
    }

    List<Admission> said() {
        return bench.said();
    }

    @Override
    public void close() {
        bench.close();
    }
}
