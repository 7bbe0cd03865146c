package org.expressway.stream.admit;

import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.RecordType;

/** FindDuplicates in its harness. */
final class DuplicatesBench implements AutoCloseable {
    private final Laboratory laboratory;
    private final Bench<Admission> bench = of();

    DuplicatesBench(Laboratory laboratory) {
        this.laboratory = laboratory;
    }

    static Bench<Admission> of() {
        return new Bench<>(
                RecordType.record(Admission.class),
                () -> new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new FindDuplicates(Laboratory.DUPLICATE_WINDOW)),
                        FindDuplicates::key,
                        Types.LONG));
    }

    /** As AdmitSample would send it, refused or not. */
    static Admission admission(Laboratory laboratory, ExpressionSample sample) {
        AdmissionDesk.Active active = new AdmissionDesk.Active(laboratory.referenceId(), laboratory.profile());
        return new AdmissionDesk(new Decoding(laboratory.registry()), active)
                .decide(laboratory.raw(sample), null, Laboratory.PUBLISHED);
    }

    DuplicatesBench arrives(ExpressionSample.Builder sample) {
        return arrives(admission(laboratory, sample.build()));
    }

    DuplicatesBench arrives(Admission admission) {
        bench.feed(new Event.First(admission));
        return this;
    }

    DuplicatesBench happens(Event event) {
        bench.feed(event);
        return this;
    }

    List<Admission> said() {
        return bench.said();
    }

    /** What was found on each admitted sample, in the order of arrival. */
    List<List<String>> findings() {
        return said().stream()
                .filter(admission -> admission.getAdmitted() != null)
                .map(admission -> admission.getAdmitted().getQc().stream()
                        .filter(check -> check.getCheck().equals("duplicate_values"))
                        .map(QualityVerdict::getReason)
                        .toList())
                .toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
