package org.expressway.scorer.explain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.expressway.schemas.avro.Prediction;

/** Which predictions carry their explanation from the start; any of them can be explained afterwards. */
public enum ExplainPolicy {
    /** Every one. */
    ALWAYS,
    /** Those that give no call although there is a model: the ones a person will look at. */
    ON_ABSTAIN,
    /** None. */
    ON_REQUEST;

    /** By its name as a setting has it: {@code on-abstain}. */
    public static Optional<ExplainPolicy> named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.settingName().equals(name))
                .findFirst();
    }

    public String settingName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(ExplainPolicy::settingName).collect(Collectors.joining(", "));
    }

    boolean wants(Prediction prediction) {
        return this == ALWAYS || this == ON_ABSTAIN && prediction.getAbstention() != null;
    }
}
