package org.expressway.schemas.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** In which fields a record that stands written differs from the same one made again; of each field its first difference. */
public final class RecordDifferences {
    /** @param field path within the record */
    public record Difference(String field, String seen, String expected) {}

    private final double tolerance;

    private RecordDifferences(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Numbers are compared bit for bit, a NaN equal to a NaN and -0 not to 0. */
    public static RecordDifferences exact() {
        return new RecordDifferences(-1);
    }

    /** Real numbers may differ by so much. */
    public static RecordDifferences within(double tolerance) {
        return new RecordDifferences(tolerance);
    }

    /** @param left fields of the record that are not compared */
    public List<Difference> between(IndexedRecord seen, IndexedRecord expected, Set<String> left) {
        List<Difference> all = new ArrayList<>();
        for (Schema.Field field : seen.getSchema().getFields()) {
            if (!left.contains(field.name())) {
                Difference first = first(field.name(), seen.get(field.pos()), expected.get(field.pos()));
                if (first != null) {
                    all.add(first);
                }
            }
        }
        return all;
    }

    private @Nullable Difference first(String path, @Nullable Object seen, @Nullable Object expected) {
        if (seen instanceof List<?> one && expected instanceof List<?> other && one.size() == other.size()) {
            return firstOfList(path, one, other);
        }
        if (seen instanceof IndexedRecord one && expected instanceof IndexedRecord other) {
            return between(one, other, Set.of()).stream()
                    .findFirst()
                    .map(inner -> new Difference(path + "." + inner.field(), inner.seen(), inner.expected()))
                    .orElse(null);
        }
        return same(seen, expected) ? null : new Difference(path, shown(seen), shown(expected));
    }

    private @Nullable Difference firstOfList(String path, List<?> one, List<?> other) {
        for (int i = 0; i < one.size(); i++) {
            Difference first = first(path + "[" + i + "]", one.get(i), other.get(i));
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    private boolean same(@Nullable Object seen, @Nullable Object expected) {
        if (tolerance >= 0
                && isReal(seen)
                && isReal(expected)
                && seen instanceof Number one
                && expected instanceof Number other) {
            return one.equals(other) || Math.abs(one.doubleValue() - other.doubleValue()) <= tolerance;
        }
        return Objects.equals(seen, expected);
    }

    private static boolean isReal(@Nullable Object value) {
        return value instanceof Double || value instanceof Float;
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof List<?> list ? list.size() + " values" : String.valueOf(value);
        return text.length() <= 200 ? text : text.substring(0, 200) + " …";
    }
}
