package org.expressway.ingest.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.Faults;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.publish.PublishRequest;
import org.expressway.ingest.sheet.Role;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.Sex;
import org.expressway.ingest.sheet.SpecimenRow;
import org.expressway.ingest.sheet.Timepoint;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.Preservation;
import org.jspecify.annotations.Nullable;

/**
 * A sample as JSON says it: what a row of a sheet says, and its values.
 *
 * @param panel name of the panel to align to
 */
record JsonSample(SampleRow row, String panel, ExpressionUnit unit, Assay assay, JsonValues values) {
    private static final Set<String> FIELDS = Set.of(
            "sampleId",
            "site",
            "batchId",
            "subjectId",
            "sex",
            "role",
            "controlMaterial",
            "experimentId",
            "timepoint",
            "timepointUnit",
            "instrument",
            "lineage",
            "collectedAt",
            "specimen",
            "assay",
            "unit",
            "panel",
            JsonValues.FIELD);
    private static final Set<String> SPECIMEN =
            Set.of("type", "preservation", "tumourFraction", "rin", "dv200", "extractionLot", "receivedAt");
    private static final Set<String> TIME_UNITS = Set.of("minute", "hour", "day", "week");
    private static final String SHARE = "a share from 0 to 1";

    /**
     * Reads one; null where it is too faulty to be made, every fault having been reported.
     *
     * @param pseudonyms makes of a subject's id what may be published
     */
    static @Nullable JsonSample of(JsonNode item, int number, Pseudonyms pseudonyms, Faults faults) {
        JsonFields fields = JsonFields.of(item, number, faults);
        fields.refuseIdentifiers();
        fields.onlyThese(FIELDS);
        SampleRow row = row(fields, pseudonyms);
        ExpressionUnit unit = fields.choice("unit", ExpressionUnit.class);
        if (fields.node("unit") == null || unit == ExpressionUnit.UNKNOWN) {
            fields.report("unit", "nothing", "COUNTS, LOG2, TPM, CPM or FPKM", "say what the values are");
        }
        Assay assay = fields.choice("assay", Assay.class);
        String panel = fields.optionalName("panel");
        JsonValues values = JsonValues.of(fields);
        if (values == null || unit == null) {
            return null;
        }
        return new JsonSample(
                row,
                panel == null ? PublishRequest.DEFAULT_PANEL : panel,
                unit,
                assay == null ? Assay.UNKNOWN : assay,
                values);
    }

    private static SampleRow row(JsonFields fields, Pseudonyms pseudonyms) {
        String sample = fields.name("sampleId");
        String subject = fields.optionalName("subjectId");
        Sex sex = fields.choice("sex", Sex.class);
        Role role = fields.choice("role", Role.class);
        return new SampleRow(
                fields.row(),
                sample,
                fields.name("site"),
                fields.name("batchId"),
                subject == null ? sample : pseudonyms.of(subject),
                sex == null ? Sex.UNKNOWN : sex,
                role == null ? Role.STUDY : role,
                fields.text("controlMaterial"),
                fields.text("experimentId"),
                timepoint(fields),
                fields.text("instrument"),
                fields.text("lineage"),
                fields.time("collectedAt"),
                specimen(fields.within("specimen")),
                null,
                Map.of());
    }

    private static @Nullable Timepoint timepoint(JsonFields fields) {
        Double time = fields.number("timepoint", t -> true, "a number: the time since the experiment's start");
        String unit = fields.text("timepointUnit");
        if (unit != null && !TIME_UNITS.contains(unit)) {
            fields.report("timepointUnit", unit, "minute, hour, day or week", "correct the unit");
        }
        return time == null ? null : new Timepoint(time, unit);
    }

    private static SpecimenRow specimen(@Nullable JsonFields fields) {
        if (fields == null) {
            return SpecimenRow.UNKNOWN;
        }
        fields.refuseIdentifiers();
        fields.onlyThese(SPECIMEN);
        Preservation preservation = fields.choice("preservation", Preservation.class);
        return new SpecimenRow(
                fields.text("type"),
                preservation == null ? null : preservation.name(),
                fields.number("tumourFraction", f -> f >= 0 && f <= 1, SHARE),
                fields.number("rin", r -> r >= 1 && r <= 10, "an RNA integrity number from 1 to 10"),
                fields.number("dv200", d -> d >= 0 && d <= 1, SHARE),
                fields.text("extractionLot"),
                fields.time("receivedAt"));
    }
}
