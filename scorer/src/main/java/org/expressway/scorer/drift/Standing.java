package org.expressway.scorer.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.expressway.analysis.drift.Diagnosis.Controls;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key beside its two charts.
 *
 * @param bundle that the charts are of
 * @param before bundle that they were of before it; empty for none
 * @param since when the first sample of these charts was observed
 * @param alarm the one that stands, as it was told last
 * @param controls how many were seen, and how strange they are
 * @param labels what confirmed labels say
 */
record Standing(String bundle, String before, Instant since, Told alarm, SeenControls controls, SeenLabels labels) {
    private static final String MAGIC = "EXDS";
    private static final long LAST_LOOK = 32;
    private static final int VERSION = 2;

    /** The scorer's tasks do not all hear of a release at once. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /**
     * What was said of an alarm.
     *
     * @param id empty for none
     * @param first sample of the change, as estimated when it was raised
     * @param samples that the chart of study samples had seen then
     * @param genes how many were named
     */
    record Told(String id, String first, long samples, int genes) {
        static final Told NOTHING = new Told("", "", 0, 0);

        /**
         * Whether to look again which genes have moved: an alarm may come after three samples, when none can be named yet,
         * and the averages go on filling for some thirty.
         */
        boolean isDue(long now) {
            long since = now - samples;
            return since > 0 && since <= LAST_LOOK && Long.bitCount(since) == 1;
        }

        /** Whether so many are worth telling: twice as many as before, or any where none were named. */
        boolean isMore(int now) {
            return genes == 0 ? now > 0 : now >= 2 * genes;
        }

        Told and(int now) {
            return new Told(id, first, samples, now);
        }
    }

    /** @param logTail natural logarithm of the smallest tail probability after the last of them */
    record SeenControls(int count, double logTail) {}

    static Standing begin(String bundle, String before, Instant since) {
        return new Standing(bundle, before, since, Told.NOTHING, new SeenControls(0, 0), SeenLabels.NONE);
    }

    /**
     * Whether a sample was scored while another bundle than that of these charts served: it counts no more. One of the bundle
     * before that comes later is of a model that serves again.
     */
    boolean isPast(String of, Instant observed) {
        Instant end = of.equals(before) ? since.plus(OVERLAP) : since;
        return !of.equals(bundle) && observed.isBefore(end);
    }

    boolean alarmed() {
        return !alarm.id().isEmpty();
    }

    Standing with(Told alarm) {
        return new Standing(bundle, before, since, alarm, controls, labels);
    }

    Standing withControl(double logTail) {
        SeenControls more = new SeenControls(controls.count() + 1, logTail);
        return new Standing(bundle, before, since, alarm, more, labels);
    }

    Standing with(SeenLabels now) {
        return new Standing(bundle, before, since, alarm, controls, now);
    }

    @Nullable
    Controls seenControls() {
        return controls.count() == 0 ? null : new Controls(controls.count(), controls.logTail());
    }

    byte[] bytes() {
        return new BinaryWriter(MAGIC, VERSION)
                .texts(List.of(bundle, before, since.toString(), alarm.id(), alarm.first()))
                .integer(Math.toIntExact(alarm.samples()))
                .integer(alarm.genes())
                .integer(controls.count())
                .number(controls.logTail())
                .numbers(labels.ratios())
                .integer(labels.calm())
                .toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #bytes} wrote */
    static Standing of(byte[] bytes) {
        BinaryReader in = new BinaryReader("drift standing", bytes, MAGIC, VERSION);
        List<String> texts = in.texts();
        if (texts.size() != 5) {
            throw new IllegalArgumentException(texts.size() + " texts of a drift standing, expected 5");
        }
        Told alarm = new Told(texts.get(3), texts.get(4), in.integer(), in.integer());
        SeenControls controls = new SeenControls(in.integer(), in.number());
        SeenLabels labels = new SeenLabels(in.numbers(), in.integer());
        in.end();
        return new Standing(texts.get(0), texts.get(1), Instant.parse(texts.get(2)), alarm, controls, labels);
    }
}
