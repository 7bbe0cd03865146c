package org.expressway.trainer.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.expressway.trainer.settings.Check;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the section {@code search} of a recipe's file. A range is a list of values, or {@code from}, {@code to} and {@code
 * scale}; both within what the setting itself allows.
 */
public final class SearchSettings {
    private static final String RANGES = "ranges";
    private static final List<Setting> SCHEMA = List.of(
            Setting.Whole.of("trials", 16, 1, 10_000),
            Setting.Whole.of("folds", 4, 2, 20),
            Setting.Whole.of("reduction", 2, 2, 10),
            new Setting.Real("minutes", 30., 0, 100_000),
            new Setting.Place("journal"));

    private final Check check;
    private final Map<String, Setting> searchable = new LinkedHashMap<>();

    private SearchSettings(Check check, List<Setting> schema) {
        this.check = check;
        schema.forEach(setting -> searchable.put(setting.name(), setting));
    }

    /** The space this section describes; empty, with faults noted, where it cannot be one. */
    public static Optional<SearchSpace> read(Node section, List<Setting> schema, Check check) {
        return check.section("search", section).flatMap(mapping -> new SearchSettings(check, schema).space(mapping));
    }

    private Optional<SearchSpace> space(MappingNode section) {
        Settings settings = check.settings(section, SCHEMA, Set.of(RANGES));
        Node ranges = check.entries(section).get(RANGES);
        if (ranges == null) {
            check.fault(section, "search without ranges", "ranges: one or more settings to search");
            return Optional.empty();
        }
        Map<String, Range> read = new LinkedHashMap<>();
        check.section(RANGES, ranges)
                .ifPresent(mapping -> check.entries(mapping)
                        .forEach((name, node) -> range(name, node).ifPresent(range -> read.put(name, range))));
        if (read.isEmpty()) {
            check.fault(ranges, "ranges without one that can be searched", "one or more settings to search");
            return Optional.empty();
        }
        String journal = settings.text("journal");
        return Optional.of(new SearchSpace(
                read,
                settings.whole("trials"),
                settings.whole("folds"),
                settings.whole("reduction"),
                Duration.ofMillis(Math.round(settings.real("minutes") * 60_000)),
                journal.isEmpty() ? Optional.empty() : Optional.of(Path.of(journal))));
    }

    private Optional<Range> range(String name, Node node) {
        Setting setting = searchable.get(name);
        if (setting == null) {
            check.unknown(name, node, searchable.keySet(), Set.of());
            return Optional.empty();
        }
        if (node instanceof SequenceNode list) {
            return oneOf(setting, list);
        }
        if (node instanceof MappingNode mapping
                && (setting instanceof Setting.Real || setting instanceof Setting.Whole)) {
            return between(setting, mapping);
        }
        check.fault(
                node,
                "%s: %s".formatted(name, Check.said(node)),
                "a list of values, or from, to and scale where it is a number");
        return Optional.empty();
    }

    private Optional<Range> oneOf(Setting setting, SequenceNode list) {
        List<Object> values = new ArrayList<>();
        list.getValue().forEach(node -> check.value(setting, node).ifPresent(values::add));
        if (list.getValue().isEmpty()) {
            check.fault(list, setting.name() + ": []", "one or more values, each " + setting.expected());
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new Range.OneOf(values));
    }

    private Optional<Range> between(Setting setting, MappingNode mapping) {
        Map<String, Node> entries = check.entries(mapping);
        Settings scale = check.settings(
                mapping,
                List.of(new Setting.Choice("scale", "linear", List.of("linear", "log"))),
                Set.of("from", "to"));
        Optional<Double> from = end(setting, "from", entries, mapping);
        Optional<Double> to = end(setting, "to", entries, mapping);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        boolean logarithmic = scale.text("scale").equals("log");
        if (from.get() > to.get() || (logarithmic && from.get() <= 0)) {
            check.fault(
                    mapping,
                    "%s: from %s to %s, scale %s".formatted(setting.name(), from.get(), to.get(), scale.text("scale")),
                    logarithmic ? "0 < from <= to" : "from <= to");
            return Optional.empty();
        }
        return Optional.of(new Range.Between(from.get(), to.get(), logarithmic, setting instanceof Setting.Whole));
    }

    private Optional<Double> end(Setting setting, String end, Map<String, Node> entries, MappingNode mapping) {
        Node node = entries.get(end);
        if (node == null) {
            check.fault(mapping, "%s without %s".formatted(setting.name(), end), end + ": " + setting.expected());
            return Optional.empty();
        }
        return check.value(setting, node).map(value -> ((Number) value).doubleValue());
    }
}
