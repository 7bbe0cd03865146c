package org.expressway.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.wire.SchemaRegistry;

/** What a read_committed reader finds on a topic now. Records that cannot be decoded are left out. */
final class Committed {
    private Committed() {}

    static <V extends SpecificRecord> List<V> records(PlatformFile platform, Topic<String, V> topic) {
        List<V> records = new ArrayList<>();
        reader(platform, topic).toEnd(read -> {
            if (read.value() != null) {
                records.add(read.value());
            }
        });
        return records;
    }

    static <V extends SpecificRecord, R> Map<R, Long> counts(
            PlatformFile platform, Topic<String, V> topic, Function<TopicReader.Read<V>, R> what) {
        Map<R, Long> counts = new HashMap<>();
        reader(platform, topic).toEnd(read -> {
            if (read.value() != null) {
                counts.merge(what.apply(read), 1L, Long::sum);
            }
        });
        return counts;
    }

    /** Keys whose record was taken back. */
    static <V extends SpecificRecord> Set<String> tombstones(PlatformFile platform, Topic<String, V> topic) {
        Set<String> keys = new HashSet<>();
        reader(platform, topic).toEnd(read -> {
            if (read.value() == null) {
                keys.add(read.key());
            }
        });
        return keys;
    }

    private static <V extends SpecificRecord> TopicReader<V> reader(PlatformFile platform, Topic<String, V> topic) {
        return new TopicReader<>(platform.bootstrap(), SchemaRegistry.at(platform.registry()), topic)
                .skippingUndecodable();
    }
}
