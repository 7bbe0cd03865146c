package org.expressway.e2e;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.e2e.Mutant.Destiny;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** What was sent, by its place in Kafka, and what became of it: a few bytes a record, so that it can be a million. */
final class MutantLedger {
    private static final int SHOWN = 10;

    private final Map<Place, Entry> entries = new HashMap<>();

    private record Place(int partition, long offset) {}

    private static final class Entry {
        private final String kind;
        private final Destiny destiny;
        private final long bytes;
        private int letters;
        private boolean exact = true;
        private boolean output;

        Entry(Mutant mutant) {
            kind = mutant.kind();
            destiny = mutant.destiny();
            bytes = digest(mutant.key(), mutant.value());
        }

        boolean right() {
            boolean letter = letters == 1 && exact && !output;
            boolean corrected = letters == 0 && output;
            return switch (destiny) {
                case OUTPUT -> corrected;
                case LETTER -> letter;
                case REPETITION -> letters == 0 && !output;
                case EITHER -> letter || corrected;
            };
        }

        @Override
        public String toString() {
            return "%s: expected %s, seen %d letters%s%s"
                    .formatted(kind, destiny, letters, exact ? "" : " of other bytes", output ? ", an output" : "");
        }
    }

    synchronized void sent(Mutant mutant, int partition, long offset) {
        entries.put(new Place(partition, offset), new Entry(mutant));
    }

    synchronized int size() {
        return entries.size();
    }

    /** Reads what the platform has said so far; what was read before is forgotten. */
    synchronized void read(PlatformFile platform) {
        entries.values().forEach(entry -> {
            entry.letters = 0;
            entry.exact = true;
            entry.output = false;
        });
        SchemaRegistry registry = SchemaRegistry.at(platform.registry());
        new TopicReader<>(platform.bootstrap(), registry, Topics.REJECTED).toEnd(read -> {
            Entry entry = at(read.value().getOrigin());
            if (entry != null) {
                entry.letters++;
                entry.exact &= entry.bytes
                        == digest(
                                array(read.value().getKey()), array(read.value().getValue()));
            }
        });
        new TopicReader<>(platform.bootstrap(), registry, Topics.CORRECTED).toEnd(read -> {
            Entry entry = at(read.value().getOrigin());
            if (entry != null) {
                entry.output = true;
            }
        });
    }

    private @Nullable Entry at(Origin origin) {
        return origin.getTopic().equals(Topics.RAW.name())
                ? entries.get(new Place(origin.getPartition(), origin.getOffset()))
                : null;
    }

    /** Records that did not become what they may become, some of them in words. */
    synchronized List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        entries.forEach((place, entry) -> {
            if (!entry.right() && wrong.size() < SHOWN) {
                wrong.add(place + " " + entry);
            }
        });
        return wrong;
    }

    /** How many of each kind became letters and outputs. */
    synchronized String summary() {
        Map<String, int[]> kinds = new TreeMap<>();
        Map<Destiny, Integer> destinies = new EnumMap<>(Destiny.class);
        entries.values().forEach(entry -> {
            int[] counts = kinds.computeIfAbsent(entry.kind, kind -> new int[3]);
            counts[0]++;
            counts[1] += entry.letters;
            counts[2] += entry.output ? 1 : 0;
            destinies.merge(entry.destiny, 1, Integer::sum);
        });
        StringBuilder text = new StringBuilder("%-36s%9s%9s%9s%n".formatted("kind", "sent", "letters", "outputs"));
        kinds.forEach((kind, n) -> text.append("%-36s%9d%9d%9d%n".formatted(kind, n[0], n[1], n[2])));
        return text.append(destinies).toString();
    }

    private static long digest(byte @Nullable [] key, byte @Nullable [] value) {
        return 31L * part(key) * 0x9E3779B97F4A7C15L + part(value);
    }

    /** FNV-1a, 64 bits; null is not empty. */
    private static long part(byte @Nullable [] bytes) {
        if (bytes == null) {
            return 7;
        }
        long hash = 0xcbf29ce484222325L;
        for (byte each : bytes) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static byte @Nullable [] array(@Nullable ByteBuffer buffer) {
        return buffer == null
                ? null
                : Arrays.copyOfRange(
                        buffer.array(),
                        buffer.arrayOffset() + buffer.position(),
                        buffer.arrayOffset() + buffer.limit());
    }
}
