package org.expressway.trainer.settings;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Holds a file against schemas, section by section, and gathers what is wrong until it is asked to refuse. */
public final class Check {
    private final String file;
    /** A set, since a section may be looked through more than once. */
    private final Set<Fault> faults = new LinkedHashSet<>();

    public Check(SettingsFile file) {
        this.file = file.name();
    }

    /**
     * The settings of one mapping. What is not set has its standard value; so has what is set wrongly, after the fault
     * was noted.
     *
     * @param elsewhere keys of this mapping that are looked at elsewhere
     */
    public Settings settings(MappingNode mapping, List<Setting> schema, Set<String> elsewhere) {
        Map<String, Setting> known = new LinkedHashMap<>();
        schema.forEach(setting -> known.put(setting.name(), setting));
        Map<String, Object> values =
                new LinkedHashMap<>(Settings.standard(schema).values());
        entries(mapping).forEach((key, value) -> {
            if (known.containsKey(key)) {
                value(known.get(key), value).ifPresent(read -> values.put(key, read));
            } else if (!elsewhere.contains(key)) {
                unknown(key, value, known.keySet(), elsewhere);
            }
        });
        return new Settings(values);
    }

    /** The value of one setting, where the node holds one that is allowed; otherwise a fault is noted. */
    public Optional<Object> value(Setting setting, Node node) {
        Optional<Object> read =
                setting.read(node).map(value -> setting instanceof Setting.Place ? placed(value) : value);
        if (read.isEmpty()) {
            fault(node, "%s: %s".formatted(setting.name(), said(node)), setting.expected());
        }
        return read;
    }

    private Object placed(Object name) {
        return name.equals("")
                ? name
                : Path.of(file).resolveSibling((String) name).toString();
    }

    /** The nodes of a mapping by key, in order; a key said twice, or one that is no word, is a fault. */
    public Map<String, Node> entries(MappingNode mapping) {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : said(key);
            if (lines.putIfAbsent(name, line(key)) != null) {
                fault(key, name + " once more", "it once, as in line " + lines.get(name));
            } else {
                entries.put(name, tuple.getValueNode());
            }
        }
        return entries;
    }

    /** Notes that a section is not the mapping it has to be. */
    public Optional<MappingNode> section(String name, Node node) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(mapping);
        }
        fault(node, "%s: %s".formatted(name, said(node)), "lines of `name: value` below it");
        return Optional.empty();
    }

    public void fault(Node at, String seen, String expected) {
        faults.add(new Fault(line(at), seen, expected));
    }

    /** Notes a key that nothing knows. */
    public void unknown(String key, Node value, Set<String> known, Set<String> elsewhere) {
        Set<String> all = new LinkedHashSet<>(known);
        all.addAll(elsewhere);
        fault(value, "the key " + key, all.stream().collect(Collectors.joining(", ", "one of ", "")));
    }

    public boolean foundFaults() {
        return !faults.isEmpty();
    }

    /** @throws InvalidSettings with every fault noted, if there was one */
    public void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new InvalidSettings(
                    file,
                    faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList());
        }
    }

    /** What a node says, shortened. */
    public static String said(Node node) {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            return scalar.isPlain() ? shown : '"' + shown + '"';
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream().limit(8).map(Check::said).collect(Collectors.joining(", ", "[", "]"))
                : "lines of `name: value`";
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
