package org.expressway.schemas.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The checker itself: it fails for what would break a reader, and for nothing else. */
class CompatibilityTest {
    private static final String SAMPLE = """
            {"type": "record", "name": "Sample", "fields": [
              {"name": "id", "type": "string"},
              {"name": "n", "type": "int"},
              {"name": "stage", "type":
                {"type": "enum", "name": "Stage", "symbols": ["UNKNOWN", "FINAL"], "default": "UNKNOWN"}}
            ]}""";

    @Test
    void whatIsTheSameIsCompatible() {
        assertThat(faults(text -> text)).isEmpty();
    }

    @Test
    void aFieldWithADefaultMayCome() {
        assertThat(faults(before("n", "{'name': 'more', 'type': ['null', 'string'], 'default': null},")))
                .isEmpty();
    }

    @Test
    void aSymbolMayComeWhereTheEnumHasADefault() {
        assertThat(faults(text -> text.replace("\"FINAL\"", "\"FINAL\", \"LATE\"")))
                .isEmpty();
    }

    @Test
    void aFieldWithoutADefaultMayNotCome() {
        assertThat(faults(before("n", "{'name': 'more', 'type': 'string'},")))
                .singleElement()
                .asString()
                .contains("the new schema does not read")
                .contains("more");
    }

    @Test
    void aFieldWithoutADefaultMayNotGo() {
        assertThat(faults(text -> text.replace("{\"name\": \"n\", \"type\": \"int\"},", "")))
                .singleElement()
                .asString()
                .contains("the old schema does not read");
    }

    @Test
    void aTypeMayNotChangeNotEvenWhereOneDirectionPromotesIt() {
        assertThat(faults(text -> text.replace("\"int\"", "\"long\""))).hasSize(1);
        assertThat(faults(text -> text.replace("\"int\"", "\"string\""))).hasSize(2);
    }

    @Test
    void aFieldMayNotBeRenamed() {
        assertThat(faults(text -> text.replace("\"n\"", "\"count\""))).hasSize(2);
    }

    @Test
    void aSymbolMayNotComeWithoutADefault() {
        String before = SAMPLE.replace(", \"default\": \"UNKNOWN\"", "");
        String now = before.replace("\"FINAL\"", "\"FINAL\", \"LATE\"");
        assertThat(Compatibility.faults(parse(now), parse(before))).hasSize(1);
    }

    private static List<String> faults(UnaryOperator<String> change) {
        String changed = change.apply(SAMPLE);
        return Compatibility.faults(parse(changed), parse(SAMPLE));
    }

    private static UnaryOperator<String> before(String field, String added) {
        String here = "{\"name\": \"" + field + "\"";
        return text -> text.replace(here, added.replace('\'', '"') + here);
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
