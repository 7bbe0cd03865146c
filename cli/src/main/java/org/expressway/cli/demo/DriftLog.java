package org.expressway.cli.demo;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.DriftState;
import org.jspecify.annotations.Nullable;

/** What the charts have said, by site. Written by the threads that watch, read by another. */
final class DriftLog {
    private final Map<String, Integer> readings = new ConcurrentHashMap<>();
    private final Set<String> inAlarm = ConcurrentHashMap.newKeySet();
    private final Map<String, DriftAlert> raised = new ConcurrentHashMap<>();
    private final Map<String, Integer> genes = new ConcurrentHashMap<>();

    void read(DriftReading reading) {
        if (reading.getRaised()) {
            inAlarm.add(reading.getSite());
        }
        readings.merge(reading.getSite(), 1, Integer::sum);
    }

    void said(DriftAlert alert) {
        if (alert.getState() == DriftState.RAISED) {
            raised.putIfAbsent(alert.getSite(), alert);
        }
        if (alert.getState() != DriftState.CLEARED) {
            genes.put(alert.getId(), alert.getMovedGenes());
        }
    }

    int readings(String site) {
        return readings.getOrDefault(site, 0);
    }

    /** Whether all that the readings so far tell of a site's alarm has been seen: it comes by a topic of its own. */
    boolean complete(String site) {
        return !inAlarm.contains(site) || raised.containsKey(site);
    }

    /** The first alarm of a site; null where none was raised. */
    @Nullable
    DriftAlert raised(String site) {
        return raised.get(site);
    }

    /** How many genes an alarm names, as it was told last. */
    int genes(DriftAlert alarm) {
        return genes.getOrDefault(alarm.getId(), alarm.getMovedGenes());
    }
}
