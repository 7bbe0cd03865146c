package org.expressway.stream.batch;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/** The one timer of a batch, at the earliest time that was asked for: timers are state too, and each sample asks for one. */
final class Alarm {
    private final ValueState<Long> set;

    Alarm(RuntimeContext context) {
        set = context.getState(new ValueStateDescriptor<>("alarm", Types.LONG));
    }

    void at(Instant time, TimerService timers) throws IOException {
        long asked = time.toEpochMilli();
        Long known = set.value();
        if (known != null && known <= asked) {
            return;
        }
        if (known != null) {
            timers.deleteProcessingTimeTimer(known);
        }
        timers.registerProcessingTimeTimer(asked);
        set.update(asked);
    }

    /** It is ringing; whoever still waits asks again. */
    void rang() {
        set.clear();
    }
}
