package org.expressway.trainer.release;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.topic.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * Requests for a training. A training answers all that had been made when it began, however many, and its positions in the
 * topic are committed with what it announces: a training that dies leaves them standing, and one that ends has answered
 * them whoever asks next.
 */
public final class Requests {
    private final Endpoints endpoints;
    private final String model;

    public Requests(Endpoints endpoints, String model) {
        this.endpoints = endpoints;
        this.model = model;
    }

    /** What had been asked for at one moment. */
    public final class Answered {
        private final List<Long> ends;

        private Answered(List<Long> ends) {
            this.ends = ends;
        }

        void commit(AtomicWriter.Transaction transaction) {
            for (int partition = 0; partition < ends.size(); partition++) {
                transaction.read(group(), Map.of(partition(partition), new OffsetAndMetadata(ends.get(partition))));
            }
        }
    }

    /** All requests up to now, to be answered by the training that begins. */
    public Answered upToNow() {
        return new Answered(
                endpoints.reader(Topics.REQUEST).skippingUndecodable().toEnd(List.of(), read -> {}));
    }

    /** Whether somebody asks for this model since the last training. */
    public boolean pending() {
        OffsetAndMetadata answered = answered();
        List<Long> from = answered == null ? List.of() : List.of(answered.offset());
        if (!endpoints.reader(Topics.REQUEST).reaches(from)) {
            from = List.of();
        }
        boolean[] asked = {false};
        endpoints
                .reader(Topics.REQUEST)
                .skippingUndecodable()
                .toEnd(
                        from,
                        read -> asked[0] |= read.value() != null && read.key().equals(model));
        return asked[0];
    }

    private @Nullable OffsetAndMetadata answered() {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                endpoints.bootstrap(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000);
        try (Admin admin = Admin.create(settings)) {
            return admin.listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition(0));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking which requests were answered", e);
        }
    }

    private String group() {
        return "expressway-trainer-" + model;
    }

    private static TopicPartition partition(int partition) {
        return new TopicPartition(Topics.REQUEST.name(), partition);
    }
}
