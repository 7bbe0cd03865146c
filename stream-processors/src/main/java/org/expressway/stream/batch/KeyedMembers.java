package org.expressway.stream.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.stream.wire.RecordType;
import org.jspecify.annotations.Nullable;

/** {@link BatchMembers} in Flink's keyed state. */
final class KeyedMembers implements BatchMembers {
    /** Flink's state signatures throw Exception; a failing state backend must stop the task. */
    private interface Access<T> {
        T run() throws Exception;
    }

    private final MapState<String, AdmittedSample> held;
    private final MapState<String, Boolean> refused;
    private final MapState<String, Long> withdrawn;
    private final MapState<String, Boolean> turnedAway;

    KeyedMembers(RuntimeContext context) {
        held = context.getMapState(
                new MapStateDescriptor<>("held", Types.STRING, RecordType.record(AdmittedSample.class)));
        refused = context.getMapState(new MapStateDescriptor<>("refused", Types.STRING, Types.BOOLEAN));
        turnedAway = context.getMapState(new MapStateDescriptor<>("turned-away", Types.STRING, Types.BOOLEAN));
        withdrawn = context.getMapState(new MapStateDescriptor<>("withdrawn", Types.STRING, Types.LONG));
    }

    @Override
    public void hold(AdmittedSample sample) {
        access(() -> {
            held.put(sample.getSample().getSampleId(), sample);
            return true;
        });
    }

    @Override
    public AdmittedSample held(String sampleId) {
        return access(() -> held.get(sampleId));
    }

    @Override
    public boolean holds(String sampleId) {
        return access(() -> held.contains(sampleId));
    }

    @Override
    public List<String> heldIds() {
        return access(() -> {
            List<String> ids = new ArrayList<>();
            held.keys().forEach(ids::add);
            Collections.sort(ids);
            return ids;
        });
    }

    @Override
    public void release(String sampleId) {
        access(() -> {
            held.remove(sampleId);
            return true;
        });
    }

    @Override
    public void turnAway(String sampleId) {
        access(() -> {
            turnedAway.put(sampleId, true);
            return true;
        });
    }

    @Override
    public boolean forgetTurnedAway(String sampleId) {
        return access(() -> {
            boolean remembered = turnedAway.contains(sampleId);
            if (remembered) {
                turnedAway.remove(sampleId);
            }
            return remembered;
        });
    }

    @Override
    public void withdraw(String sampleId, Instant at) {
        access(() -> {
            withdrawn.put(sampleId, at.toEpochMilli());
            return true;
        });
    }

    @Override
    public @Nullable Instant withdrawnAt(String sampleId) {
        return access(() -> Optional.ofNullable(withdrawn.get(sampleId)))
                .map(Instant::ofEpochMilli)
                .orElse(null);
    }

    @Override
    public void refuse(String sampleId) {
        access(() -> {
            refused.put(sampleId, true);
            return true;
        });
    }

    @Override
    public boolean refused(String sampleId) {
        return access(() -> refused.contains(sampleId));
    }

    @Override
    public void clear() {
        held.clear();
        refused.clear();
    }

    private static <T> T access(Access<T> access) {
        try {
            return access.run();
        } catch (Exception e) {
            throw new IllegalStateException("state could not be read or written: " + e.getMessage(), e);
        }
    }
}
