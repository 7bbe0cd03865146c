package org.expressway.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for each record and enum that a topic, an artifact or a job's state is made of. */
class SchemaHabitsTest {
    private final Map<String, Schema> named = new LinkedHashMap<>();

    SchemaHabitsTest() {
        Stream.concat(
                        Topics.all().stream().map(Topic::valueType),
                        Stream.of(
                                ModelBundle.class,
                                BatchState.class,
                                Admission.class,
                                RunNotice.class,
                                OutgoingRecord.class))
                .forEach(type -> collect(SpecificData.get().getSchema(type)));
    }

    @Test
    void everyFieldAndTypeSaysWhatItIs() {
        List<String> silent = new ArrayList<>();
        for (Schema schema : named.values()) {
            if (isBlank(schema.getDoc())) {
                silent.add(schema.getName());
            }
            if (schema.getType() == Schema.Type.RECORD) {
                schema.getFields().stream()
                        .filter(field -> isBlank(field.doc()))
                        .forEach(field -> silent.add(schema.getName() + "." + field.name()));
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void everyEnumHasADefaultThatIsItsFirstSymbol() {
        assertThat(named.values().stream().filter(schema -> schema.getType() == Schema.Type.ENUM))
                .hasSizeGreaterThan(10)
                .allSatisfy(schema -> assertThat(schema.getEnumDefault())
                        .as(schema.getName())
                        .isEqualTo("UNKNOWN")
                        .isEqualTo(schema.getEnumSymbols().get(0)));
    }

    /** The writer and the reader of this module rely on it. */
    @Test
    void everyUnionIsNullOrOneOtherType() {
        assertThat(unions()).isNotEmpty().allSatisfy(union -> {
            assertThat(union.getTypes()).hasSize(2);
            assertThat(union.getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
        });
    }

    @Test
    void everyTimeIsInMilliseconds() {
        assertThat(fields().filter(field -> field.name().endsWith("At"))
                        .map(field -> field.schema().isUnion()
                                ? field.schema().getTypes().get(1)
                                : field.schema()))
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(schema.getLogicalType()).isEqualTo(LogicalTypes.timestampMillis()));
    }

    private Stream<Schema> unions() {
        return fields().map(Schema.Field::schema).filter(Schema::isUnion);
    }

    private Stream<Schema.Field> fields() {
        return named.values().stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .flatMap(schema -> schema.getFields().stream());
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM -> named.putIfAbsent(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(this::collect);
            case ARRAY -> collect(schema.getElementType());
            default -> {}
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
