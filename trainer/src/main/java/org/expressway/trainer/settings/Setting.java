package org.expressway.trainer.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One thing that may be set: its name, the value it has without a word, and what is allowed. */
public sealed interface Setting {
    String name();

    Object standard();

    /** What is allowed, in words that follow "expected". */
    String expected();

    /** The value a node holds; empty where it is of another type or out of range. */
    Optional<Object> read(Node node);

    /** A whole number from least to most. */
    record Whole(String name, Long standard, long least, long most) implements Setting {
        public static Whole of(String name, long standard, long least, long most) {
            return new Whole(name, standard, least, most);
        }

        @Override
        public String expected() {
            return "a whole number from %d to %d".formatted(least, most);
        }

        @Override
        public Optional<Object> read(Node node) {
            return Plain.matching(node, Plain.WHOLE)
                    .map(Long::parseLong)
                    .filter(value -> least <= value && value <= most)
                    .map(value -> value);
        }
    }

    /** A finite number from least to most. */
    record Real(String name, Double standard, double least, double most) implements Setting {
        @Override
        public String expected() {
            return "a number from %s to %s".formatted(Plain.number(least), Plain.number(most));
        }

        @Override
        public Optional<Object> read(Node node) {
            return Plain.matching(node, Plain.REAL)
                    .map(Double::parseDouble)
                    .filter(value -> least <= value && value <= most)
                    .map(value -> value);
        }
    }

    /** One of several words. */
    record Choice(String name, String standard, List<String> allowed) implements Setting {
        @Override
        public String expected() {
            return "one of " + String.join(", ", allowed);
        }

        @Override
        public Optional<Object> read(Node node) {
            return Plain.text(node).filter(allowed::contains).map(value -> value);
        }
    }

    /** The name of a file or folder, from where the file of settings stands; empty means none. */
    record Place(String name) implements Setting {
        @Override
        public String standard() {
            return "";
        }

        @Override
        public String expected() {
            return "the name of a file";
        }

        @Override
        public Optional<Object> read(Node node) {
            return Plain.text(node).map(value -> value);
        }
    }

    /** One to a hundred numbers from least to most. */
    record Reals(String name, List<Double> standard, double least, double most) implements Setting {
        private static final int MOST = 100;

        @Override
        public String expected() {
            return "a list of 1 to %d numbers from %s to %s".formatted(MOST, Plain.number(least), Plain.number(most));
        }

        @Override
        public Optional<Object> read(Node node) {
            if (!(node instanceof SequenceNode list)
                    || list.getValue().isEmpty()
                    || list.getValue().size() > MOST) {
                return Optional.empty();
            }
            Real each = new Real(name, least, least, most);
            List<Double> values = list.getValue().stream()
                    .flatMap(node1 -> each.read(node1).stream())
                    .map(Double.class::cast)
                    .collect(Collectors.toList());
            return values.size() == list.getValue().size() ? Optional.of(List.copyOf(values)) : Optional.empty();
        }
    }

    /** Scalars as they are written: a quoted number is text, and so are 0x1F, 1_000, .inf and yes. */
    final class Plain {
        private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
        private static final Pattern REAL =
                Pattern.compile("[-+]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,3})?");

        private Plain() {}

        static Optional<String> text(Node node) {
            return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        }

        static String number(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e6
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }

        private static Optional<String> matching(Node node, Pattern pattern) {
            return text(node)
                    .filter(value -> ((ScalarNode) node).getScalarStyle() == ScalarStyle.PLAIN)
                    .filter(value -> pattern.matcher(value).matches());
        }
    }
}
