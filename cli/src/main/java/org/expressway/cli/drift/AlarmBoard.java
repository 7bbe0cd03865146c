package org.expressway.cli.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.schemas.avro.DriftAcknowledgement;
import org.expressway.schemas.avro.DriftAlert;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.DriftState;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/** All alarms there have been, whether they stand, and who answers for them. */
final class AlarmBoard {
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();
    private final Map<String, DriftAcknowledgement> acknowledged = new HashMap<>();

    /**
     * One alarm.
     *
     * @param raised as it was raised
     * @param told as it was told last: with the genes that could be named since
     * @param cleared null while it stands
     * @param acknowledged null where nobody has
     */
    record Alarm(
            DriftAlert raised,
            DriftAlert told,
            @Nullable DriftAlert cleared,
            @Nullable DriftAcknowledgement acknowledged) {
        boolean stands() {
            return cleared == null;
        }
    }

    static AlarmBoard read(PlatformOptions platform) {
        AlarmBoard board = new AlarmBoard();
        platform.reader(Topics.DRIFT_ACKNOWLEDGEMENT).skippingUndecodable().toEnd(read -> {
            if (read.value() != null) {
                board.acknowledged.put(read.value().getAlertId(), read.value());
            }
        });
        platform.reader(Topics.DRIFT_ALERT).skippingUndecodable().toEnd(read -> {
            if (read.value() != null) {
                board.take(read.value());
            }
        });
        return board;
    }

    void take(DriftAlert alert) {
        Alarm known = alarms.get(alert.getId());
        DriftAcknowledgement by = acknowledged.get(alert.getId());
        if (alert.getState() == DriftState.RAISED) {
            alarms.put(alert.getId(), new Alarm(alert, alert, null, by));
        } else if (alert.getState() == DriftState.UPDATED && known != null) {
            alarms.put(alert.getId(), new Alarm(known.raised(), alert, known.cleared(), by));
        } else if (alert.getState() == DriftState.CLEARED && known != null) {
            alarms.put(alert.getId(), new Alarm(known.raised(), known.told(), alert, by));
        }
    }

    /** Those that stand first, unanswered ones before others, then the newest. */
    List<Alarm> all() {
        return alarms.values().stream()
                .sorted(Comparator.comparing((Alarm alarm) -> !alarm.stands())
                        .thenComparing(alarm -> alarm.acknowledged() != null)
                        .thenComparing(alarm -> alarm.raised().getAt(), Comparator.reverseOrder()))
                .toList();
    }

    /**
     * The alarm that somebody means.
     *
     * @param name the beginning of its id, or a chart (SITE/INSTRUMENT/LINEAGE), whose newest is meant
     * @throws IllegalArgumentException when there is none, or the beginning fits several
     */
    Alarm named(String name) {
        Optional<Alarm> newest = all().stream()
                .filter(alarm -> AlarmRow.chart(alarm.raised()).equals(name))
                .max(Comparator.comparing(alarm -> alarm.raised().getAt()));
        if (newest.isPresent()) {
            return newest.get();
        }
        List<Alarm> found = all().stream()
                .filter(alarm -> alarm.raised().getId().startsWith(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException((found.isEmpty() ? "no alarm" : found.size() + " alarms")
                    + " of id or chart \"" + name + "\"; `expressway drift list` shows what there is");
        }
        return found.get(0);
    }

    /** What the charts of a key have said of a bundle's samples, oldest first; of the last 30 days. */
    static List<DriftReading> readings(PlatformOptions platform, String chart, String bundle) {
        List<DriftReading> readings = new ArrayList<>();
        platform.reader(Topics.DRIFT_READING).skippingUndecodable().toEnd(read -> {
            DriftReading reading = read.value();
            if (reading != null
                    && read.key().equals(chart)
                    && reading.getBundleSha256().equals(bundle)) {
                readings.add(reading);
            }
        });
        return readings;
    }

    /** The newest reading of each chart of study samples, by key. */
    static Map<String, DriftReading> newest(PlatformOptions platform) {
        Map<String, DriftReading> newest = new TreeMap<>();
        platform.reader(Topics.DRIFT_READING).skippingUndecodable().toEnd(read -> {
            if (read.value() != null && !read.value().getControl()) {
                newest.put(read.key(), read.value());
            }
        });
        return newest;
    }
}
