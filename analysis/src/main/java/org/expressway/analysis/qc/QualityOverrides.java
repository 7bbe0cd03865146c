package org.expressway.analysis.qc;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Limits that a person sets when a reference is built, in place of the learned ones.
 *
 * @param byName "threshold.flag" or "threshold.fail" to a number; an infinity switches the limit off
 */
public record QualityOverrides(Map<String, Double> byName) implements Serializable {
    /** Everything as learned. */
    public static final QualityOverrides NONE = new QualityOverrides(Map.of());

    private static final String FLAG = ".flag";
    private static final String FAIL = ".fail";

    public QualityOverrides {
        byName = Map.copyOf(byName);
    }

    /**
     * Reads settings as a person writes them.
     *
     * @param settings such as {@code residual_energy.flag=6} or {@code large_library.flag=off}
     * @throws IllegalArgumentException that names the setting and those that there are
     */
    public static QualityOverrides parse(List<String> settings) {
        Map<String, Double> byName = new TreeMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name =
                    equals < 0 ? setting.strip() : setting.substring(0, equals).strip();
            Threshold threshold = threshold(name, setting);
            byName.put(name, number(setting, setting.substring(equals + 1).strip(), threshold));
        }
        return new QualityOverrides(byName);
    }

    /** The limits that can be set, for help texts: name.flag and name.fail. */
    public static String names() {
        return Arrays.stream(Threshold.values()).map(Threshold::text).collect(Collectors.joining(", "));
    }

    Limit of(Threshold threshold, Limit learned) {
        return new Limit(
                byName.getOrDefault(threshold.text() + FLAG, learned.flag()),
                byName.getOrDefault(threshold.text() + FAIL, learned.fail()));
    }

    private static Threshold threshold(String name, String setting) {
        for (Threshold threshold : Threshold.values()) {
            boolean named = name.equals(threshold.text() + FLAG) || name.equals(threshold.text() + FAIL);
            if (named && setting.indexOf('=') > 0) {
                return threshold;
            }
        }
        throw new IllegalArgumentException("quality limit \"" + setting + "\", expected NAME.flag=NUMBER or"
                + " NAME.fail=NUMBER with NAME one of " + names());
    }

    private static double number(String setting, String value, Threshold threshold) {
        if (value.equals("off")) {
            return threshold.off();
        }
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number that is none
        }
        throw new IllegalArgumentException(
                "quality limit \"" + setting + "\", expected a number, or off to switch it off");
    }
}
