package org.expressway.scorer;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records will come after the one in hand: those that its thread has fetched, in the order of their partition. Nothing
 * depends on it being complete or right: whoever looks ahead works out early what would be worked out anyway, of the very bytes
 * that will be handed over, or of nothing.
 *
 * <p>Kafka Streams fetches and processes a partition in one thread, so each thread has its own. Values are held weakly, and stay
 * as long as Kafka Streams itself holds them.
 */
final class Lookahead {
    /** Far more than Kafka Streams keeps of a partition (1,000 and one fetch) before it stops fetching. */
    private static final int MOST = 10_000;

    private final ThreadLocal<Map<TopicPartition, Deque<WeakReference<byte[]>>>> fetched =
            ThreadLocal.withInitial(HashMap::new);

    /** Takes note of what was fetched. */
    void fetched(ConsumerRecords<byte[], byte[]> records, String topic) {
        for (TopicPartition partition : records.partitions()) {
            if (partition.topic().equals(topic)) {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    if (record.value() != null) {
                        fetched(partition, record.value());
                    }
                }
            }
        }
    }

    void fetched(TopicPartition partition, byte[] value) {
        Deque<WeakReference<byte[]>> queue = fetched.get().computeIfAbsent(partition, any -> new ArrayDeque<>());
        if (queue.size() >= MOST) {
            queue.removeFirst();
        }
        queue.addLast(new WeakReference<>(value));
    }

    /** Values that come after this one in its partition, at most so many; none where this one was not seen to be fetched. */
    List<byte[]> after(TopicPartition partition, byte[] value, int most) {
        Deque<WeakReference<byte[]>> queue = fetched.get().getOrDefault(partition, new ArrayDeque<>());
        List<byte[]> upcoming = new ArrayList<>();
        int passed = 0;
        boolean found = false;
        for (WeakReference<byte[]> each : queue) {
            byte[] bytes = each.get();
            if (!found) {
                found = bytes == value;
                passed += found ? 0 : 1;
            } else if (bytes == null || upcoming.size() >= most) {
                break;
            } else {
                upcoming.add(bytes);
            }
        }
        // What stands before this one has had its turn; where this one is unknown, so is its place.
        for (int i = 0; found && i < passed; i++) {
            queue.removeFirst();
        }
        return upcoming;
    }
}
