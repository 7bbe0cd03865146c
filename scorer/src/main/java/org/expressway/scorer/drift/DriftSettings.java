package org.expressway.scorer.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.analysis.drift.AlarmRule;

/**
 * Whether charts are kept, and how long each may run to a false alarm.
 *
 * @param rule empty where drift is not watched
 */
public record DriftSettings(Optional<AlarmRule> rule) {
    /** In samples of one chart. */
    private static final double USUAL_RUN_LENGTH = 1000;

    private static final String OFF = "off";
    private static final String SETTING = "EXPRESSWAY_DRIFT";
    public static final DriftSettings USUAL = new DriftSettings(Optional.of(new AlarmRule(USUAL_RUN_LENGTH)));

    public boolean watched() {
        return rule.isPresent();
    }

    /** By {@code EXPRESSWAY_DRIFT}: {@code off}, or a run length. */
    public static DriftSettings from(Map<String, String> env, List<String> faults) {
        String text = env.getOrDefault(SETTING, "").strip();
        if (text.isEmpty()) {
            return USUAL;
        }
        if (text.equals(OFF)) {
            return new DriftSettings(Optional.empty());
        }
        try {
            return new DriftSettings(Optional.of(new AlarmRule(Double.parseDouble(text))));
        } catch (IllegalArgumentException e) {
            faults.add(SETTING + " is \"" + text + "\"; set it to " + OFF
                    + ", or to the samples of one chart until a false alarm, 20 to 10,000,000, such as 1000"
                    + " (`expressway drift calibrate` works it out)");
            return USUAL;
        }
    }

    /** The same. @throws IllegalArgumentException when it is neither */
    public static DriftSettings asSetBy(Map<String, String> env) {
        List<String> faults = new ArrayList<>();
        DriftSettings settings = from(env, faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.get(0));
        }
        return settings;
    }
}
