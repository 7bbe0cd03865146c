package org.expressway.benchmarks.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.Chart;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Observation;
import org.expressway.analysis.drift.Reading;
import org.jspecify.annotations.Nullable;

/** Charts that run until they alarm. */
final class Runs {
    /** Samples in control before a change. */
    static final int BEFORE = 50;

    private Runs() {}

    /** @param samples until the alarm or the end; @param alarm null where none came */
    record Run(int samples, @Nullable Reading alarm, Chart chart) {}

    static Run until(DriftReference reference, Chart chart, AlarmRule rule, int most, Supplier<Observation> next) {
        for (int t = 1; t <= most; t++) {
            Reading reading = reference.advance(chart, next.get(), "s" + t, rule);
            if (reading.event() == Reading.Event.RAISED) {
                return new Run(t, reading, chart);
            }
        }
        return new Run(most, null, chart);
    }

    /** Mean run length in control: samples until the alarm or the end, over alarms. */
    static double inControl(
            DriftReference reference, AlarmRule rule, List<Observation> pool, int runs, SplittableRandom random) {
        double samples = 0;
        double alarms = 0;
        for (int r = 0; r < runs; r++) {
            Run run = until(reference, reference.newChart(), rule, 3000, () -> pool.get(random.nextInt(pool.size())));
            samples += run.samples();
            alarms += run.alarm() == null ? 0 : 1;
        }
        return samples / Math.max(1, alarms);
    }

    /**
     * The same from samples that are few: each run is all of them in an order of its own, none twice, since the genes of one
     * that came again would add up as those of new subjects do not.
     */
    static double inOrders(
            DriftReference reference, AlarmRule rule, List<Observation> pool, int runs, SplittableRandom random) {
        double samples = 0;
        double alarms = 0;
        for (int r = 0; r < runs; r++) {
            List<Observation> order = new ArrayList<>(pool);
            Collections.shuffle(order, new Random(random.nextLong()));
            Iterator<Observation> next = order.iterator();
            Run run = until(reference, reference.newChart(), rule, pool.size(), next::next);
            samples += run.samples();
            alarms += run.alarm() == null ? 0 : 1;
        }
        return samples / Math.max(1, alarms);
    }

    /** A chart that has seen {@value #BEFORE} samples in control and whose alarm is down. */
    static Chart settled(DriftReference reference, AlarmRule rule, List<Observation> pool, SplittableRandom random) {
        while (true) {
            Chart chart = reference.newChart();
            for (int t = 0; t < BEFORE; t++) {
                reference.advance(chart, pool.get(random.nextInt(pool.size())), "b" + t, rule);
            }
            if (!chart.raised()) {
                return chart;
            }
        }
    }
}
