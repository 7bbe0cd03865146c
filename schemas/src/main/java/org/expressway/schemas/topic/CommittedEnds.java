package org.expressway.schemas.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where read_committed readers may read. A commit is answered once the coordinator has decided it; the markers that
 * let readers pass are written just after.
 */
final class CommittedEnds {
    private static final long LOOK_MS = 20;
    private static final int LOOKS = 500;

    private final String bootstrap;

    CommittedEnds(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Returns once readers see these records of a committed transaction, or after ten seconds: committed they are. */
    void awaitVisible(List<Future<RecordMetadata>> written) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Map<TopicPartition, Long> last = last(written);
            for (int look = 0; look < LOOKS && !visible(admin, last); look++) {
                Thread.sleep(LOOK_MS);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("what was committed could not be looked at: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns once readers see all that stands in a partition now, or after ten seconds: a dead writer may keep them longer. */
    void awaitDecided(TopicPartition partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            Map<TopicPartition, Long> last = Map.of(partition, end - 1);
            for (int look = 0; look < LOOKS && !visible(admin, last); look++) {
                Thread.sleep(LOOK_MS);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the end of " + partition + " could not be looked at: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<TopicPartition, Long> last(List<Future<RecordMetadata>> written)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> last = new HashMap<>();
        for (Future<RecordMetadata> future : written) {
            RecordMetadata record = future.get();
            last.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::max);
        }
        return last;
    }

    private static boolean visible(Admin admin, Map<TopicPartition, Long> last)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                last.keySet().stream().collect(Collectors.toMap(place -> place, place -> OffsetSpec.latest()));
        var ends = admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        return ends.entrySet().stream().allMatch(end -> end.getValue().offset() > last.getOrDefault(end.getKey(), -1L));
    }
}
