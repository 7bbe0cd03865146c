package org.expressway.trainer.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a schema's settings, by name and in the schema's order.
 *
 * @param values Long, Double, String or a list of Double, as the setting says
 */
public record Settings(Map<String, Object> values) {
    public Settings {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Every setting at its standard value. */
    public static Settings standard(List<Setting> schema) {
        Map<String, Object> values = new LinkedHashMap<>();
        schema.forEach(setting -> values.put(setting.name(), setting.standard()));
        return new Settings(values);
    }

    public int whole(String name) {
        return Math.toIntExact((Long) value(name));
    }

    public double real(String name) {
        return (Double) value(name);
    }

    public String text(String name) {
        return (String) value(name);
    }

    @SuppressWarnings("unchecked")
    public List<Double> reals(String name) {
        return (List<Double>) value(name);
    }

    /** The same with other values for some; none but those that are there can be replaced. */
    public Settings with(Map<String, Object> others) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        others.forEach((name, value) -> {
            if (!value(name).getClass().isInstance(value)) {
                throw new IllegalArgumentException("%s cannot be %s".formatted(name, value));
            }
            changed.put(name, value);
        });
        return new Settings(changed);
    }

    /** As text, in order, for a bundle and for people. */
    public Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        values.forEach((name, value) -> text.put(name, value.toString()));
        return text;
    }

    private Object value(String name) {
        @Nullable Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no setting %s among %s".formatted(name, values.keySet()));
        }
        return value;
    }
}
