package org.expressway.schemas.topic;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Records decisions of people and of services that have no transaction of their own, each together with what it decides.
 * Any number of processes may have a trail of the same writer: each record takes the chain over, and whoever was overtaken
 * in the middle has written nothing and tries again.
 */
public final class AuditTrail {
    /** Others who decide at the same moment: each begins again after a while of its own, so that one gets through. */
    private static final int ATTEMPTS = 12;

    private static final int LONGEST_WAIT_MS = 400;

    private final String writer;
    private final String bootstrap;
    private final SchemaRegistry registry;
    private final Duration patience;

    /** @param writer whose chain: the task, as {@code withdrawals}, the same in every process that does it */
    public AuditTrail(String writer, String bootstrap, SchemaRegistry registry) {
        this(writer, bootstrap, registry, AtomicWriter.PATIENCE);
    }

    /** @param patience how long Kafka may take over each step */
    public AuditTrail(String writer, String bootstrap, SchemaRegistry registry, Duration patience) {
        this.patience = patience;
        this.writer = writer;
        this.bootstrap = bootstrap;
        this.registry = registry;
    }

    /** Records a decision that is made elsewhere, or is none but this record. */
    public void record(AuditFact fact) {
        record(fact, decision -> {});
    }

    /**
     * Records a decision and writes what it decides, both or neither. The decision may be written more than once in vain, so it
     * must do nothing but write.
     *
     * @throws org.apache.kafka.common.KafkaException when neither was written
     */
    public void record(AuditFact fact, AtomicWriter.Content decision) {
        for (int attempt = 1; ; attempt++) {
            try (AtomicWriter only = AtomicWriter.ofChain(writer, bootstrap, registry, patience)) {
                only.commit(transaction -> {
                    decision.write(transaction);
                    transaction.audit(fact);
                });
                return;
            } catch (ProducerFencedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                stepBack(attempt, e);
            }
        }
    }

    private static void stepBack(int attempt, ProducerFencedException why) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(attempt * LONGEST_WAIT_MS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw why;
        }
    }
}
