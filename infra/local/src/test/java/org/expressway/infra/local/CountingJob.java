package org.expressway.infra.local;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts the numbers from 1 upwards, one a millisecond, in keyed state; what it sees can be read from outside. */
final class CountingJob {
    static final AtomicLong FIRST = new AtomicLong();
    static final AtomicLong LAST = new AtomicLong();
    static final AtomicLong COUNT = new AtomicLong();

    private CountingJob() {}

    static void build(StreamExecutionEnvironment environment, long to) {
        FIRST.set(0);
        LAST.set(0);
        COUNT.set(0);
        environment
                .fromSequence(1, to)
                .uid("numbers")
                .map(CountingJob::aMillisecondLater)
                .returns(Types.LONG)
                .uid("pace")
                .keyBy(number -> 0L)
                .map(new Count())
                .returns(Types.LONG)
                .uid("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    /** Paced beside the source: behind the exchange, barriers would wait behind full buffers. */
    private static Long aMillisecondLater(Long number) throws InterruptedException {
        Thread.sleep(1);
        return number;
    }

    private static final class Count extends RichMapFunction<Long, Long> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Long map(Long number) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            FIRST.compareAndSet(0, number);
            LAST.set(number);
            COUNT.set(count.value());
            return number;
        }
    }
}
