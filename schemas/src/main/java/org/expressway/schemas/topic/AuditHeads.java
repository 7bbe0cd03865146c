package org.expressway.schemas.topic;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.expressway.schemas.audit.AuditHead;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain of a writer of transactions ends. Each event's transaction also commits, as a position of a group of that
 * name, the event's sequence and digest: so the end is known at once, even while another service's open transaction keeps
 * readers from coming to it. Positions are forgotten after a week by default; what is that old can be read in the topic.
 */
public final class AuditHeads {
    private static final TopicPartition PLACE = new TopicPartition(Topics.AUDIT.name(), 0);

    private final String bootstrap;
    private final SchemaRegistry registry;

    public AuditHeads(String bootstrap, SchemaRegistry registry) {
        this.bootstrap = bootstrap;
        this.registry = registry;
    }

    /** The consumer group that a chain's transactions commit their position to. */
    public static String group(String writer) {
        return "expressway-audit-" + writer;
    }

    public static Map<TopicPartition, OffsetAndMetadata> position(AuditEvent event) {
        return Map.of(PLACE, new OffsetAndMetadata(event.getSequence(), event.getSha256()));
    }

    /** Of a chain that nobody else writes to now: to be asked when its transactional id was taken over. */
    public AuditHead of(String writer) {
        OffsetAndMetadata position = position(group(writer));
        return position == null ? read(writer) : new AuditHead(writer, position.offset(), position.metadata());
    }

    private @Nullable OffsetAndMetadata position(String group) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.listConsumerGroupOffsets(
                            Map.of(
                                    group,
                                    new org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec()
                                            .topicPartitions(List.of(PLACE))),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get()
                    .get(PLACE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw new KafkaException("the end of audit chain " + group + " could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the audit chain", e);
        }
    }

    /** The end of a chain whose writer has stopped: what the topic says once all that was begun there is decided. */
    public AuditHead inTopic(String writer) {
        new CommittedEnds(bootstrap).awaitDecided(PLACE);
        return read(writer);
    }

    private AuditHead read(String writer) {
        AuditHead[] last = {AuditHead.none(writer)};
        new TopicReader<>(bootstrap, registry, Topics.AUDIT)
                .skippingUndecodable()
                .toEnd(read -> {
                    AuditEvent event = read.value();
                    if (event != null && event.getWriter().equals(writer)) {
                        last[0] = AuditHead.at(event);
                    }
                });
        return last[0];
    }
}
