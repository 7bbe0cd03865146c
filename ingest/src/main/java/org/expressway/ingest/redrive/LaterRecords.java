package org.expressway.ingest.redrive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;

/**
 * The newest record of each key in the compacted topics that letters came from. Of such a topic the last record of a key is
 * what is true: an old one sent again would become the last word, and compaction would take the newer one away.
 */
final class LaterRecords {
    private final Map<String, Map<String, Long>> newest = new HashMap<>();

    private LaterRecords() {}

    /** Reads those topics to their ends, if there is any case of them. */
    static LaterRecords of(Endpoints endpoints, List<RejectedCase> cases) {
        LaterRecords records = new LaterRecords();
        for (Topic<String, ?> topic : List.of(Topics.CORRECTED, Topics.RUN)) {
            if (cases.stream().anyMatch(c -> c.letter().origin().topic().equals(topic.name()))) {
                records.read(endpoints, topic, cases);
            }
        }
        return records;
    }

    private void read(Endpoints endpoints, Topic<String, ?> topic, List<RejectedCase> cases) {
        Map<String, Long> ofTopic = newest.computeIfAbsent(topic.name(), name -> new HashMap<>());
        cases.forEach(c -> ofTopic.put(c.letter().key(), -1L));
        new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), topic)
                .skippingUndecodable()
                .toEnd(read ->
                        ofTopic.computeIfPresent(shown(read.key()), (key, before) -> Math.max(before, read.offset())));
    }

    /** As a letter shows it. */
    private static String shown(String key) {
        return key.substring(0, Math.min(Letter.SHOWN_KEY, key.length()));
    }

    Optional<String> after(Letter letter) {
        long last = newest.getOrDefault(letter.origin().topic(), Map.of()).getOrDefault(letter.key(), -1L);
        return last <= letter.origin().offset()
                ? Optional.empty()
                : Optional.of("a newer record stands under its key, at offset " + last + " of "
                        + letter.origin().topic() + ", and counts; sent again, the old one would replace it");
    }
}
