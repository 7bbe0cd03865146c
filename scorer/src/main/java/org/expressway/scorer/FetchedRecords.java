package org.expressway.scorer;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.expressway.schemas.topic.Topics;

/** Tells the {@link Lookahead} what a stream thread has fetched. Kafka makes it, and hands the settings over. */
public final class FetchedRecords implements ConsumerInterceptor<byte[], byte[]> {
    /** Setting that holds the {@link Lookahead}. */
    static final String LOOKAHEAD = "expressway.lookahead";

    @SuppressWarnings("NullAway.Init") // configure() runs first
    private Lookahead lookahead;

    @Override
    public void configure(Map<String, ?> settings) {
        lookahead = (Lookahead) Objects.requireNonNull(settings.get(LOOKAHEAD), LOOKAHEAD);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        lookahead.fetched(records, Topics.CORRECTED.name());
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // of no interest here
    }

    @Override
    public void close() {
        // nothing is open
    }
}
