package org.expressway.scorer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The few values that were asked for last, each worked out once. Stream threads share it. */
final class Recent<V> {
    private final Map<String, V> values;

    Recent(int most) {
        this.values = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What fails is not kept, and is tried again. */
    synchronized V get(String key, Function<String, V> how) {
        V known = values.get(key);
        if (known == null) {
            known = how.apply(key);
            values.put(key, known);
        }
        return known;
    }

    /** What is kept under a key; null where nothing is. */
    synchronized @Nullable V known(String key) {
        return values.get(key);
    }

    synchronized void keep(String key, V value) {
        values.put(key, value);
    }
}
