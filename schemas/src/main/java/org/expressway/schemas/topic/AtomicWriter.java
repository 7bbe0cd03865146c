package org.expressway.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Writes several records as one: a read_committed reader sees all of them or none. Whoever opens a writer of the same
 * name ends the one before it: its commit fails, so that of two processes with one task only the younger can act.
 */
public final class AtomicWriter implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProducer<String, byte[]> producer;
    private final SchemaRegistry registry;
    private final CommittedEnds ends;
    private final AuditHeads heads;
    private final @Nullable String chain;

    /** @param name of the task, the same in every process that takes it on */
    public static AtomicWriter ofOnly(String name, String bootstrap, SchemaRegistry registry) {
        return new AtomicWriter(name, null, bootstrap, registry, PATIENCE);
    }

    /** The only one who adds to an audit chain: what it commits may be audited in the same transaction. */
    static AtomicWriter ofChain(String writer, String bootstrap, SchemaRegistry registry, Duration patience) {
        return new AtomicWriter("expressway-audit-" + writer, writer, bootstrap, registry, patience);
    }

    /**
     * For decisions about a model, whoever makes them: a trainer or a person. Who reads the board after opening it and commits has
     * decided on the board as it is, since any other decision in between would have ended this writer. Its audit chain is
     * {@code models/MODEL}.
     */
    public static AtomicWriter ofDecisions(String model, String bootstrap, SchemaRegistry registry) {
        return new AtomicWriter("expressway-trainer-" + model, "models/" + model, bootstrap, registry, PATIENCE);
    }

    /** A writer that ends no other. */
    public static AtomicWriter ofMany(String bootstrap, SchemaRegistry registry) {
        return new AtomicWriter("expressway-" + UUID.randomUUID(), null, bootstrap, registry, PATIENCE);
    }

    private AtomicWriter(
            String name, @Nullable String chain, String bootstrap, SchemaRegistry registry, Duration patience) {
        int millis = (int) patience.toMillis();
        this.registry = registry;
        this.chain = chain;
        this.heads = new AuditHeads(bootstrap, registry);
        this.ends = new CommittedEnds(bootstrap);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        name,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        4 << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        millis,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        millis,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        2 * millis),
                new StringSerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** What a transaction is made of. */
    @FunctionalInterface
    public interface Content {
        void write(Transaction transaction);
    }

    /** Takes records and read positions until it is committed. */
    public final class Transaction {
        private final List<Future<RecordMetadata>> written = new ArrayList<>();
        private @Nullable AuditHead head;

        private Transaction() {}

        /**
         * Adds a decision to the chain of this writer's task.
         *
         * @throws IllegalStateException of a writer that is not the only one of its task
         */
        public void audit(AuditFact fact) {
            if (chain == null) {
                throw new IllegalStateException("a writer that is one of many has no audit chain");
            }
            AuditEvent event = AuditChain.next(head == null ? heads.of(chain) : head, fact);
            put(Topics.AUDIT, chain, event);
            read(AuditHeads.group(chain), AuditHeads.position(event));
            head = AuditHead.at(event);
        }

        /** @param value null for a tombstone */
        public <V extends SpecificRecord> void put(Topic<String, V> topic, String key, @Nullable V value) {
            byte[] bytes = topic.valueSerde(registry).serialize(topic.name(), value);
            written.add(producer.send(new ProducerRecord<>(topic.name(), key, bytes)));
        }

        /** Moves a consumer group's positions together with the records. */
        public void read(String group, Map<TopicPartition, OffsetAndMetadata> positions) {
            producer.sendOffsetsToTransaction(positions, new ConsumerGroupMetadata(group));
        }
    }

    /**
     * Commits the content, or nothing of it. Whoever begins to read after this returned sees it: the broker answers a
     * commit a moment before it lets readers see it, and that moment is waited for.
     *
     * @throws org.apache.kafka.common.errors.ProducerFencedException when another process has taken on the task
     * @throws KafkaException when it could not be committed
     */
    public void commit(Content content) {
        producer.beginTransaction();
        Transaction transaction = new Transaction();
        try {
            content.write(transaction);
            producer.commitTransaction();
        } catch (InvalidProducerEpochException e) {
            // What a record says of a writer that was ended, where an offset or a commit says that it is fenced.
            ProducerFencedException fenced = new ProducerFencedException("another process has taken on the task");
            fenced.initCause(e);
            abort(fenced);
            throw fenced;
        } catch (RuntimeException e) {
            abort(e);
            throw e;
        }
        ends.awaitVisible(transaction.written);
    }

    private void abort(RuntimeException why) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
