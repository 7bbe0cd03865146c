package org.expressway.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.audit.ChainCheck;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions and their chains against a real broker. */
class AuditTrailTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static InMemoryRegistry registry;

    @BeforeAll
    static void start() throws Exception {
        broker = new EmbeddedBroker(directory.resolve("kafka"));
        registry = new InMemoryRegistry();
        try (Admin admin = broker.admin()) {
            new Provisioning(admin, registry.client()).run(Provisioning.Settings.LOCAL);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
        registry.close();
    }

    @Test
    void manyWhoDecideAtOnceMakeOneChain() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(3);
        List<Future<?>> done = new ArrayList<>();
        for (int person = 0; person < 3; person++) {
            int who = person;
            done.add(people.submit(() -> {
                for (int i = 0; i < 3; i++) {
                    trail("withdrawals").record(fact("A/S" + who + i));
                }
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        people.shutdown();
        assertThat(events("withdrawals"))
                .extracting(AuditEvent::getSubject)
                .doesNotHaveDuplicates()
                .hasSize(9);
        assertSound();
    }

    @Test
    void theChainGoesOnBehindAnotherServicesOpenTransaction() {
        trail("runs").record(fact("A/run1"));
        try (AtomicWriter slow =
                AtomicWriter.ofChain("slow", broker.bootstrap(), registry.client(), AtomicWriter.PATIENCE)) {
            slow.commit(transaction -> {
                transaction.audit(fact("A/slow"));
                ExecutorService other = Executors.newSingleThreadExecutor();
                try {
                    // Readers do not see what this commits until the slow transaction has ended.
                    other.submit(() -> trail("runs").record(fact("A/run2"))).get();
                    assertThat(events("runs")).hasSize(1);
                    trail("runs").record(fact("A/run3"));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                } finally {
                    other.shutdown();
                }
            });
        }
        assertThat(events("runs")).extracting(AuditEvent::getSequence).containsExactly(1L, 2L, 3L);
        assertSound();
    }

    @Test
    void aDecisionThatFailsLeavesNoEventAndNoGap() {
        GenePanel panel = new GenePanel("default", "id", 3, AT);
        trail("references").record(fact("r1"), transaction -> transaction.put(Topics.PANEL, "default", panel));
        assertThatThrownBy(() -> trail("references").record(fact("r2"), transaction -> {
                    transaction.put(Topics.PANEL, "other", panel);
                    throw new IllegalStateException("changed my mind");
                }))
                .hasMessage("changed my mind");
        trail("references").record(fact("r3"));
        assertThat(events("references")).extracting(AuditEvent::getSubject).containsExactly("r1", "r3");
        List<String> panels = new ArrayList<>();
        reader(Topics.PANEL).toEnd(read -> panels.add(read.key()));
        assertThat(panels).containsExactly("default");
        assertSound();
    }

    @Test
    void whoeverWasOvertakenCannotAppend() {
        try (AtomicWriter first = AtomicWriter.ofDecisions("subtype", broker.bootstrap(), registry.client())) {
            try (AtomicWriter second = AtomicWriter.ofDecisions("subtype", broker.bootstrap(), registry.client())) {
                second.commit(transaction -> {
                    transaction.audit(fact("bundle1"));
                    transaction.audit(fact("bundle2"));
                });
            }
            assertThatThrownBy(() -> first.commit(transaction -> transaction.audit(fact("zombie"))))
                    .isInstanceOf(ProducerFencedException.class);
        }
        assertThat(events("models/subtype")).extracting(AuditEvent::getSubject).containsExactly("bundle1", "bundle2");
        assertSound();
    }

    @Test
    void aChainWhosePositionWasForgottenGoesOnWhereTheTopicEnds() throws Exception {
        trail("old").record(fact("a"));
        try (Admin admin = broker.admin()) {
            admin.deleteConsumerGroups(List.of(AuditHeads.group("old"))).all().get();
        }
        trail("old").record(fact("b"));
        assertThat(events("old")).extracting(AuditEvent::getSequence).containsExactly(1L, 2L);
        assertThat(new AuditHeads(broker.bootstrap(), registry.client())
                        .inTopic("old")
                        .sequence())
                .isEqualTo(2);
        assertSound();
    }

    private static AuditTrail trail(String writer) {
        return new AuditTrail(writer, broker.bootstrap(), registry.client());
    }

    private static AuditFact fact(String subject) {
        return new AuditFact(AuditKind.SAMPLE_WITHDRAWN, subject, "ada", AT);
    }

    private static <V extends org.apache.avro.specific.SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(broker.bootstrap(), registry.client(), topic);
    }

    private static List<AuditEvent> events(String writer) {
        List<AuditEvent> events = new ArrayList<>();
        reader(Topics.AUDIT).toEnd(read -> {
            if (read.value() != null && read.key().equals(writer)) {
                events.add(read.value());
            }
        });
        return events;
    }

    private static void assertSound() {
        ChainCheck check = new ChainCheck(List.of());
        reader(Topics.AUDIT).toEnd(read -> check.accept(read.key(), read.value(), String.valueOf(read.offset())));
        assertThat(check.faults()).isEmpty();
    }
}
