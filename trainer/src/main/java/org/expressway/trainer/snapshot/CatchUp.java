package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.SnapshotCatalogue;
import org.expressway.schemas.avro.SnapshotPosition;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.TopicReader.Read;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.trainer.store.Holdings;
import org.expressway.trainer.store.Reading;
import org.expressway.trainer.store.SampleStore;
import org.expressway.trainer.topic.Endpoints;

/**
 * Brings the store up to the present ends of the corrected, label and withdrawal topics, from where it ended last time.
 *
 * <p>It begins anew where the past does not join on: another cluster, a topic created anew (Kafka's id of it says so), or
 * a log that no longer reaches back to the position. Labels are read whole again when the store is older than a tombstone
 * is sure to live, since one may have come and gone unseen; a withdrawn sample needs no tombstone to leave.
 */
final class CatchUp {
    /** Half of what Kafka keeps a tombstone for by default, {@code delete.retention.ms}. */
    private static final Duration TOMBSTONES_LIVE = Duration.ofHours(12);
    /** Profiles between two commits; what a crash costs at most. */
    private static final int COMMIT_EVERY = 4096;

    private static final List<Topic<String, ?>> READ = List.of(Topics.WITHDRAWAL, Topics.LABEL, Topics.CORRECTED);

    private final Endpoints endpoints;
    private final SampleStore store;
    private final Clock clock;
    private final Consumer<String> say;
    private final TopicIdentity identity;
    private final Map<String, List<Long>> next = new TreeMap<>();
    private long undecodable;
    private int uncommitted;

    private CatchUp(Endpoints endpoints, SampleStore store, Clock clock, Consumer<String> say) {
        this.endpoints = endpoints;
        this.store = store;
        this.clock = clock;
        this.say = say;
        this.identity = TopicIdentity.ask(endpoints.bootstrap(), READ);
    }

    /** @return records that were left out since the store was begun, because they are no such records */
    static long run(Endpoints endpoints, SampleStore store, Clock clock, Consumer<String> say) throws IOException {
        CatchUp catchUp = new CatchUp(endpoints, store, clock, say);
        try {
            catchUp.join();
            catchUp.read();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return catchUp.undecodable;
    }

    private void join() throws IOException {
        SnapshotCatalogue last = store.committed().orElse(null);
        if (last == null) {
            return;
        }
        if (!joinsOn(last)) {
            say.accept("the topics are not those that the store was read from: it is read again from their beginning");
            store.clear();
            return;
        }
        last.getPositions().forEach(position -> next.put(position.getTopic(), List.copyOf(position.getOffsets())));
        undecodable = last.getUndecodable();
        if (Duration.between(last.getCommittedAt(), clock.instant()).compareTo(TOMBSTONES_LIVE) > 0) {
            store.holdings().forgetLabels();
            next.remove(Topics.LABEL.name());
        }
    }

    private boolean joinsOn(SnapshotCatalogue last) {
        return last.getClusterId().equals(identity.clusterId())
                && last.getPositions().stream().allMatch(this::joinsOn);
    }

    private boolean joinsOn(SnapshotPosition position) {
        return position.getTopicId().equals(identity.topicIds().get(position.getTopic()))
                && READ.stream()
                        .filter(topic -> topic.name().equals(position.getTopic()))
                        .allMatch(topic -> endpoints.reader(topic).reaches(position.getOffsets()));
    }

    private void read() throws IOException {
        Holdings holdings = store.holdings();
        to(Topics.WITHDRAWAL, read -> {
            if (read.value() != null) {
                holdings.withdraw(read.value());
            }
        });
        to(Topics.LABEL, read -> holdings.label(read.key(), read.value()));
        to(Topics.CORRECTED, this::take);
        commit();
    }

    private <V extends SpecificRecord> void to(Topic<String, V> topic, Consumer<Read<V>> each) {
        TopicReader<V> reader = endpoints.reader(topic).skippingUndecodable();
        List<Long> from = next.getOrDefault(topic.name(), List.of());
        List<Long> end = reader.toEnd(from, read -> {
            each.accept(read);
            note(topic, read);
        });
        next.put(topic.name(), end);
        undecodable += reader.undecodable();
    }

    /** Where to go on after this record, and a commit from time to time. */
    private void note(Topic<String, ?> topic, Read<?> read) {
        List<Long> offsets = new ArrayList<>(next.getOrDefault(topic.name(), List.of()));
        while (offsets.size() <= read.partition()) {
            offsets.add(0L);
        }
        offsets.set(read.partition(), read.offset() + 1);
        next.put(topic.name(), offsets);
        if (uncommitted >= COMMIT_EVERY) {
            commit();
        }
    }

    private void take(Read<CorrectedSample> read) {
        CorrectedSample sample = read.value();
        if (sample == null) {
            store.holdings().drop(read.key());
        } else if (sample.getRole() == SampleRole.STUDY && store.holdings().wants(read.key(), sample)) {
            keep(read.key(), sample);
        }
    }

    private void keep(String key, CorrectedSample sample) {
        float[] values = FloatVector.toArray(sample.getValues());
        if (values.length == 0 || store.genes(sample.getPanelId()).orElse(values.length) != values.length) {
            undecodable++;
            return;
        }
        try {
            long row = store.append(sample.getPanelId(), values);
            store.holdings().keep(key, sample, row(row, sample, values));
            uncommitted++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SnapshotRow row(long row, CorrectedSample sample, float[] values) {
        ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES);
        int missing = 0;
        for (float value : values) {
            bits.putInt(Float.floatToIntBits(value));
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return SnapshotRow.newBuilder()
                .setRow(row)
                .setPanelId(sample.getPanelId())
                .setReferenceId(sample.getReferenceId())
                .setEpoch(sample.getEpoch())
                .setStage(sample.getStage())
                .setFitId(sample.getFitId())
                .setValuesSha256(HexFormat.of().formatHex(Sha256.newDigest().digest(bits.array())))
                .setMissing(missing)
                .build();
    }

    private void commit() {
        List<SnapshotPosition> positions = next.entrySet().stream()
                .map(topic -> new SnapshotPosition(
                        topic.getKey(), identity.topicIds().getOrDefault(topic.getKey(), ""), topic.getValue()))
                .toList();
        Instant now = clock.instant();
        try {
            store.commit(new Reading(identity.clusterId(), undecodable, positions), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uncommitted = 0;
    }
}
