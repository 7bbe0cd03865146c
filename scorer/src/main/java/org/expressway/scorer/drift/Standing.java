package org.expressway.scorer.drift;

import java.util.List;
import org.expressway.analysis.drift.Diagnosis.Controls;
import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key beside its two charts.
 *
 * @param bundle that the charts are of
 * @param before bundle that they were of before it; empty for none. What still comes of it is late and counts no more
 * @param alertId the alarm that stands; empty for none
 * @param alertFirst first sample of the change, as its alarm said
 * @param controls controls seen
 * @param controlsLogTail natural logarithm of the smallest tail probability after the last of them
 */
record Standing(
        String bundle, String before, String alertId, String alertFirst, int controls, double controlsLogTail) {
    private static final String MAGIC = "EXDS";
    private static final int VERSION = 1;

    static Standing begin(String bundle, String before) {
        return new Standing(bundle, before, "", "", 0, 0);
    }

    boolean alarmed() {
        return !alertId.isEmpty();
    }

    Standing raised(String id, String first) {
        return new Standing(bundle, before, id, first, controls, controlsLogTail);
    }

    Standing cleared() {
        return raised("", "");
    }

    Standing withControl(double logTail) {
        return new Standing(bundle, before, alertId, alertFirst, controls + 1, logTail);
    }

    @Nullable
    Controls seenControls() {
        return controls == 0 ? null : new Controls(controls, controlsLogTail);
    }

    byte[] bytes() {
        return new BinaryWriter(MAGIC, VERSION)
                .texts(List.of(bundle, before, alertId, alertFirst))
                .integer(controls)
                .number(controlsLogTail)
                .toBytes();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #bytes} wrote */
    static Standing of(byte[] bytes) {
        BinaryReader in = new BinaryReader("drift standing", bytes, MAGIC, VERSION);
        List<String> texts = in.texts();
        if (texts.size() != 4) {
            throw new IllegalArgumentException(texts.size() + " texts of a drift standing, expected 4");
        }
        Standing standing =
                new Standing(texts.get(0), texts.get(1), texts.get(2), texts.get(3), in.integer(), in.number());
        in.end();
        return standing;
    }
}
