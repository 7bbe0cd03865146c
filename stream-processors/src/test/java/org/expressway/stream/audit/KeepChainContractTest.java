package org.expressway.stream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.ChainCheck;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.fixture.OperatorContract;
import org.expressway.stream.past.Past;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** KeepChain under the contract: whatever the rhythm and the restores, one chain without gap or fork. */
final class KeepChainContractTest implements OperatorContract<OutgoingRecord> {
    private static final int FACTS = 5;

    private Laboratory laboratory;

    @BeforeEach
    void openLaboratory(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
    }

    @AfterEach
    void closeLaboratory() {
        laboratory.close();
    }

    @Override
    public Bench<OutgoingRecord> bench() {
        return bench(laboratory.config());
    }

    private static Bench<OutgoingRecord> bench(HarmonizeConfig config) {
        return new Bench<>(
                RecordType.record(OutgoingRecord.class),
                () -> new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new KeepChain(config)), AuditEvent::getWriter, Types.STRING));
    }

    @Override
    public List<Event> story() {
        return IntStream.range(0, FACTS)
                .<Event>mapToObj(i -> new Event.First(draft(i)))
                .toList();
    }

    private static AuditEvent draft(int i) {
        return AuditChain.draft(
                KeepChain.WRITER,
                new AuditFact(AuditKind.BATCH_CLOSED, "B/run" + i, KeepChain.WRITER, Laboratory.PUBLISHED));
    }

    /** What is decided twice is decided twice. */
    @Override
    public Predicate<Event> repeatable() {
        return event -> false;
    }

    @Override
    public Object meaning(List<OutgoingRecord> said) {
        return events(said);
    }

    @Override
    public Map<String, List<String>> left() {
        return Map.of("last-event", List.of(KeepChain.WRITER));
    }

    @Test
    void theChainIsWholeAfterARestoreBehindEveryEvent() {
        try (Bench<OutgoingRecord> bench = bench()) {
            story().forEach(event -> {
                bench.feed(event);
                bench.restart();
            });
            assertThat(events(bench.said())).hasSize(FACTS);
            assertThat(faults(events(bench.said()))).isEmpty();
        }
    }

    @Test
    void aJobThatBeginsAnewGoesOnWhereTheChainEnded() {
        List<AuditEvent> before;
        try (Bench<OutgoingRecord> bench = bench()) {
            story().forEach(bench::feed);
            before = events(bench.said());
        }
        Past past = new Past();
        past.auditHead(AuditHead.at(before.get(FACTS - 1)));
        try (Bench<OutgoingRecord> bench = bench(laboratory.config().with(past))) {
            story().forEach(bench::feed);
            List<AuditEvent> all = new java.util.ArrayList<>(before);
            all.addAll(events(bench.said()));
            assertThat(all).hasSize(2 * FACTS);
            assertThat(faults(all)).isEmpty();
        }
    }

    private List<AuditEvent> events(List<OutgoingRecord> said) {
        return said.stream()
                .map(record -> Topics.AUDIT
                        .valueSerde(laboratory.registry())
                        .deserialize(record.getTopic(), KafkaEnds.array(record.getValue())))
                .toList();
    }

    private static List<?> faults(List<AuditEvent> events) {
        ChainCheck check = new ChainCheck(List.of());
        events.forEach(event -> check.accept(event.getWriter(), event, ""));
        return check.faults();
    }
}
